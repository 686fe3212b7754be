import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { browserOf, live } from './people.ts';
import { candidatesOf, newQueue } from './queues.ts';

let ana: Page;
let ben: Page;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
	ana = await browserOf(browser, 'ana');
	ben = await browserOf(browser, 'ben');
	const queue = await newQueue(ana, { name: `Lens ${Date.now()}`, sealing: 'open' });
	const [candidate] = await candidatesOf(ana, queue, 1);
	await Promise.all([ana.goto(candidate), ben.goto(candidate)]);
	await Promise.all([live(ana), live(ben)]);
	for (const page of [ana, ben]) {
		await page.getByText('Lens or ordinary?').scrollIntoViewIfNeeded();
		await expect(page.getByRole('heading', { name: 'Lens by hand' })).toBeVisible();
	}
});

test.afterAll(async () => {
	await ana.context().close();
	await ben.context().close();
});

test('the best lens and the best ordinary explanation are told with their numbers', async () => {
	await expect(ana.getByText(/the best ordinary explanation, gains/)).toBeVisible();
	const table = ana.getByRole('table', { name: /Parameters of the lens/ });
	await expect(table.getByRole('row', { name: /^t₀, MJD/ })).toContainText(/\d{5}/);
	await expect(ana.getByRole('img', { name: /^Light curve with models/ })).toBeVisible();
});

test('a lens that one lays over the light curve and moves is moved at the other’s, with its Δχ²', async () => {
	await ana.getByRole('button', { name: 'Lay a lens over it' }).click();
	const hers = ana.getByRole('slider', { name: 'α, strength' });
	const his = ben.getByRole('slider', { name: 'α, strength' });
	await expect(his).toBeVisible();
	await hers.fill('700');
	await expect(his).toHaveValue('700');
	await his.press('ArrowRight');
	await expect(hers).toHaveValue('701');
	await expect(ana.getByText('Δχ² over a constant source')).toBeVisible();
	await expect(ana.getByText(/moved it last; everybody here sees it/)).toBeVisible();
	await ana.getByRole('button', { name: 'Reset to best fit' }).click();
	await expect(hers).not.toHaveValue('701');
	await expect(his).toHaveValue(await hers.inputValue());
	await ben.reload();
	await ben.getByText('Lens or ordinary?').scrollIntoViewIfNeeded();
	await expect(his).toHaveValue(await hers.inputValue());
});

test('it is kept as an annotation with its author, and taken away for both', async () => {
	await ana.getByRole('button', { name: 'Keep as an annotation' }).click();
	const kept = ben.getByRole('list', { name: 'Annotations' });
	await expect(kept).toContainText(/Lens by .*t₀ MJD/);
	await ben
		.getByRole('button', { name: /^Delete “Lens by/ })
		.first()
		.click();
	await ben.getByRole('button', { name: 'Take it away' }).click();
	await expect(ana.getByRole('button', { name: 'Lay a lens over it' })).toBeVisible();
});

test('an epoch that one proposes to retract shows at the other’s with what it would do, and when it is agreed the score is made anew', async () => {
	test.setTimeout(120_000);
	const curve = ana.getByRole('region', { name: 'Light curve', exact: true });
	await ben.getByLabel('Epoch', { exact: true }).selectOption({ index: 2 });
	await expect(ben.getByText(/^Without it: ESE score/)).toBeVisible();
	await ben.getByLabel('Why', { exact: true }).fill('a sidelobe of a bright neighbour');
	await ben.getByRole('button', { name: 'Propose', exact: true }).click();
	await expect(curve.getByText(/hollow in brackets: proposed to be retracted/)).toBeVisible();
	const proposed = ana.getByRole('region', { name: 'Proposed to be retracted' });
	await proposed.scrollIntoViewIfNeeded();
	await expect(proposed.getByText(/^Without it: ESE score/)).toBeVisible();
	await ana.getByRole('button', { name: /^Agree: / }).click();
	await expect(curve.getByText(/barred: retracted/)).toBeVisible();
	const score = ana.getByRole('region', { name: 'Scattering event?' });
	await expect(score.getByText(/without 1 retracted measurement/)).toBeVisible({ timeout: 60_000 });
	await ben.getByRole('button', { name: /^Decline: / }).click();
	await expect(score.getByText(/without 1 retracted measurement/)).toBeHidden({ timeout: 60_000 });
});

test('the page with the lens card open has no serious accessibility violation', async () => {
	const { violations } = await new AxeBuilder({ page: ana }).analyze();
	const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
	expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`)).toEqual([]);
});
