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
