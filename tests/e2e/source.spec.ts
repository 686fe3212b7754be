import { expect, test, type Page } from '@playwright/test';
import { browserOf, live } from './people.ts';

let ana: Page;
let ben: Page;
/** The most variable sources of the latest run, in that order. */
const QUERY = 'run=latest&min_nMeas=2&sort=etaPeak&order=desc';
let sources: number[] = [];

test.describe.configure({ mode: 'serial' });
/** A source page draws its light curve, fits and cutouts: a busy machine takes its time. */
const PATIENCE = { timeout: 30_000 };

test.beforeAll(async ({ browser }) => {
	ana = await browserOf(browser, 'ana');
	ben = await browserOf(browser, 'ben');
	const answer = await ana.request.get(`/api/v1/sources?${QUERY}&limit=3`);
	const { rows } = (await answer.json()) as { rows: { id: number }[] };
	sources = rows.map(({ id }) => id);
});

test.afterAll(async () => {
	await ana.context().close();
	await ben.context().close();
});

test('next and previous follow the query of the address, each tab its own', async () => {
	// Six source pages with all their cutouts.
	test.slow();
	const [first, second, third] = sources;
	await ana.goto(`/sources/${first}?${QUERY}`);
	const tab = await ana.context().newPage();
	await tab.goto(`/sources/${first}?run=latest&min_nMeas=2&sort=etaPeak&order=asc`);
	const place = ana.getByRole('navigation', { name: 'Sources of the query' });
	await expect(place).toContainText(/^\s*1 of/);
	await place.getByRole('link', { name: 'Next source' }).click();
	await expect(ana).toHaveURL(new RegExp(`/sources/${second}\\?`), PATIENCE);
	await place.getByRole('link', { name: 'Next source' }).click();
	await expect(ana).toHaveURL(new RegExp(`/sources/${third}\\?`), PATIENCE);
	await place.getByRole('link', { name: 'Previous source' }).click();
	await expect(ana).toHaveURL(new RegExp(`/sources/${second}\\?`), PATIENCE);
	const others = tab.getByRole('navigation', { name: 'Sources of the query' });
	await others.getByRole('link', { name: 'Previous source' }).click();
	await expect(tab).toHaveURL(new RegExp(`/sources/${second}\\?.*order=asc`), PATIENCE);
	await tab.close();
});

test('what was chosen in a query is still chosen after a look at a source', async () => {
	await ana.goto(`/sources?${QUERY}`);
	const boxes = ana.getByRole('table', { name: 'Sources found' }).getByRole('checkbox');
	await boxes.nth(0).check();
	await boxes.nth(2).check();
	const rows = ana.getByRole('table', { name: 'Sources found' }).locator('tbody tr');
	await rows.first().getByRole('link').first().click();
	await expect(ana).toHaveURL(/\/sources\/\d+\?/, PATIENCE);
	await ana.goBack();
	await expect(boxes.nth(0)).toBeChecked(PATIENCE);
	await expect(boxes.nth(1)).not.toBeChecked();
	await expect(boxes.nth(2)).toBeChecked();
	await ana.goto('/sources');
	await ana.getByRole('link', { name: 'Sources of the latest run with measurements ≥ 2' }).click();
	await expect(ana).toHaveURL(/min_nMeas=2/, PATIENCE);
});

test('a tag made at a source appears at the other’s, and numbers say what they rest on', async () => {
	await Promise.all([ana.goto(`/sources/${sources[0]}`), ben.goto(`/sources/${sources[0]}`)]);
	await Promise.all([live(ana), live(ben)]);
	const tag = `source-${Date.now() % 100_000}`;
	await ana.getByRole('combobox', { name: 'Add a tag' }).fill(tag);
	await ana.getByRole('option', { name: new RegExp(tag) }).click();
	await expect(ben.getByRole('button', { name: `Remove ${tag}` })).toBeVisible();
	await ben.getByText('What this rests on: flux').click();
	await expect(ben.getByText(/\d+ detections?, \d+ forced fits?/).first()).toBeVisible();
	await expect(ben.getByRole('region', { name: 'Measurements of this source' })).toBeVisible();
	await ben.getByRole('button', { name: `Remove ${tag}` }).click();
	await expect(ana.getByRole('button', { name: `Remove ${tag}` })).toBeHidden();
});
