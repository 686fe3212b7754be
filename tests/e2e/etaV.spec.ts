import { expect, test, type Page } from '@playwright/test';
import { browserOf } from './people.ts';

test.describe.configure({ mode: 'serial' });
/** Hundreds of rows are fetched and drawn for a selection: a busy machine takes its time. */
const PATIENCE = { timeout: 20_000 };
let ana: Page;

test.beforeAll(async ({ browser }) => {
	ana = await browserOf(browser, 'ana', { viewport: { width: 1440, height: 900 } });
	await ana.goto('/eta-v');
	await expect(ana.getByText(/in view/)).toBeVisible();
});

test.afterAll(() => ana.context().close());

const plot = () => ana.getByRole('application', { name: /^η–V plane/ });

test('a cut is moved by keys and typed; the address and the table follow', async () => {
	await ana.getByRole('slider', { name: 'η cut' }).press('ArrowLeft');
	await expect(ana).toHaveURL(/etaSigma=2\.9/);
	for (const metric of ['η', 'V']) {
		const field = ana.getByRole('spinbutton', { name: `${metric} cut in σ above the mean` });
		await field.fill('0');
		await field.press('Enter');
		await expect(ana).toHaveURL(metric === 'η' ? /etaSigma=0/ : /vSigma=0/);
	}
	await expect(ana.getByRole('slider', { name: 'V cut' })).toHaveAttribute('aria-valuenow', '0');
	await expect(
		ana.getByRole('table', { name: 'Sources found' }).getByRole('link').first()
	).toBeVisible();
});

test('a box selects points; the keys go through them and open a light curve beside', async () => {
	const box = await plot().boundingBox();
	if (!box) throw new Error('The plane has no place on the page.');
	await ana.getByRole('button', { name: 'Box' }).click();
	await ana.mouse.move(box.x + 30, box.y + 30);
	await ana.mouse.down();
	await ana.mouse.move(box.x + box.width - 30, box.y + box.height - 30, { steps: 4 });
	await ana.mouse.up();
	await expect(ana.getByRole('heading', { name: /sources? selected/ })).toBeVisible();
	await expect(ana.getByRole('table', { name: 'Selected sources' })).toBeVisible(PATIENCE);
	await expect(ana.getByRole('link', { name: 'As a query' })).toHaveAttribute(
		'href',
		/max_bandVPeak=/
	);
	await plot().focus();
	await ana.keyboard.press('ArrowRight');
	await ana.keyboard.press('Enter');
	const chosen = ana.getByRole('region', { name: 'Chosen source' });
	await expect(chosen.getByRole('img', { name: /^Light curve\./ })).toBeVisible(PATIENCE);
	await expect(chosen.getByRole('link', { name: 'Open its page' })).toHaveAttribute(
		'href',
		/^\/sources\/\d+\?run=latest/
	);
	// What is selected stays selected while one of it is looked at.
	await expect(ana.getByRole('heading', { name: /sources? selected/ })).toBeVisible();
});

test('a cut is dragged with the mouse; the address and the table follow when it is let go of', async () => {
	await ana.goto('/eta-v');
	await expect(ana.getByText(/in view/)).toBeVisible();
	const slider = ana.getByRole('slider', { name: 'η cut' });
	const before = Number(await slider.getAttribute('aria-valuenow'));
	const { left, top } = await slider.evaluate((cut) => {
		const box = cut.closest('svg')?.getBoundingClientRect() ?? new DOMRect();
		const line = cut.querySelector('line');
		return { left: box.left + Number(line?.getAttribute('x1')), top: box.top + box.height / 3 };
	});
	await ana.mouse.move(left, top);
	await ana.mouse.down();
	await ana.mouse.move(left - 90, top, { steps: 6 });
	const dragged = Number(await slider.getAttribute('aria-valuenow'));
	expect(dragged).toBeLessThan(before);
	await expect(ana).not.toHaveURL(/etaSigma=/);
	await ana.mouse.up();
	await expect(ana).toHaveURL(new RegExp(`etaSigma=${dragged}`));
	await expect(ana.getByRole('spinbutton', { name: 'η cut in σ above the mean' })).toHaveValue(
		String(dragged)
	);
});

test('what a lasso encloses is tagged, and becomes a queue', async () => {
	test.slow();
	const box = await plot().boundingBox();
	if (!box) throw new Error('The plane has no place on the page.');
	await ana.getByRole('button', { name: 'Lasso' }).click();
	const corners = [
		[0.55, 0.06],
		[0.96, 0.08],
		[0.95, 0.5],
		[0.55, 0.48]
	].map(([right, down]) => [box.x + right * box.width, box.y + down * box.height]);
	await ana.mouse.move(corners[0][0], corners[0][1]);
	await ana.mouse.down();
	for (const [x, y] of corners.slice(1)) await ana.mouse.move(x, y, { steps: 4 });
	await ana.mouse.up();
	const selected = ana.getByRole('table', { name: 'Selected sources' });
	await expect(selected).toBeVisible(PATIENCE);
	const region = ana.getByRole('region', { name: /sources? selected/ });
	const chooseTwo = async () => {
		await selected.getByRole('checkbox').nth(0).check();
		await selected.getByRole('checkbox').nth(1).check();
	};
	await chooseTwo();
	const tag = `lasso-${Date.now()}`;
	await region.getByRole('combobox', { name: 'Tag the chosen sources' }).fill(tag);
	await region.getByRole('button', { name: 'Tag these 2' }).click();
	await expect(selected.getByText(tag)).toHaveCount(2, PATIENCE);
	await chooseTwo();
	await region.getByLabel('Name of a queue of the chosen').fill(`Lasso ${tag}`);
	await region.getByRole('button', { name: 'Make a queue of these 2' }).click();
	await expect(ana.getByRole('heading', { level: 1, name: `Lasso ${tag}` })).toBeVisible(PATIENCE);
});
