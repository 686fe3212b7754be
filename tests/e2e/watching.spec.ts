import { expect, test, type Page } from '@playwright/test';
import { browserOf } from './people.ts';

let ben: Page;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async ({ browser }) => {
	ben = await browserOf(browser, 'ben');
});
test.afterAll(() => ben.context().close());

test('a watchlist takes a good file whole, and of a bad one nothing but its line numbers', async () => {
	await ben.goto('/watchlists');
	await ben.getByLabel('Name', { exact: true }).fill(`Positions ${Date.now()}`);
	await ben.getByRole('button', { name: 'Make the watchlist' }).click();
	await expect(ben.getByText('This watchlist has no rows yet')).toBeVisible();
	const choose = (text: string) =>
		ben
			.getByLabel('CSV or VOTable')
			.setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
	const take = () => ben.getByRole('button', { name: 'Import' }).click();
	await choose('ra,dec,name\n319.6,-33.2,fine\n400,1,wrong\n');
	await take();
	await expect(ben.getByText('line 3: “400” is no right ascension').first()).toBeVisible();
	await choose('ra,dec,name\n319.6,-33.2,fine\n319.7,-33.3,better\n');
	await take();
	await expect(ben.getByRole('cell', { name: 'better', exact: true })).toBeVisible();
	await ben.getByRole('button', { name: 'Delete better' }).click();
	await ben.getByRole('button', { name: 'Undo' }).click();
	await expect(ben.getByRole('cell', { name: 'better', exact: true })).toBeVisible();
});

test('a rule is saved after its backtest, and switched off', async () => {
	await ben.goto('/watch-rules/new');
	const name = `Loud ${Date.now()}`;
	await ben.getByLabel('Name', { exact: true }).fill(name);
	await ben.getByLabel('Value of condition 1').fill('1000');
	await ben.getByRole('button', { name: 'Run the backtest' }).click();
	await expect(ben.getByText(/It would have fired/).first()).toBeVisible();
	await ben.getByRole('button', { name: 'Save this rule' }).click();
	const card = ben.getByRole('region', { name });
	await expect(card).toContainText('η (peak, in its most variable band) ≥ 1000');
	await card.getByRole('button', { name: 'Switch off' }).click();
	await expect(card.getByRole('button', { name: 'Switch on' })).toBeVisible();
});
