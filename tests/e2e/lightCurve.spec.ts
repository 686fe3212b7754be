import { expect, test, type Page } from '@playwright/test';
import { browserOf, live } from './people.ts';
import { candidatesOf, newQueue } from './queues.ts';

test.describe.configure({ mode: 'serial' });
let ana: Page;
let candidate: string;

test.beforeAll(async ({ browser }) => {
	ana = await browserOf(browser, 'ana', { viewport: { width: 1440, height: 900 } });
	const queue = await newQueue(ana, { name: `Curve ${Date.now()}`, sealing: 'open' });
	[, candidate] = await candidatesOf(ana, queue, 2);
	await ana.goto(candidate);
	await live(ana);
});

test.afterAll(() => ana.context().close());

/** What is drawn, as bytes: two drawings differ when anything visible does. */
const drawn = () =>
	ana
		.getByRole('img', { name: /^Light curve\./ })
		.locator('canvas')
		.evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());

/** Waits for the first drawing: the plotting library comes after the page. */
async function drawing(): Promise<string> {
	let before = '';
	await expect(async () => {
		before = await drawn();
		expect(before.length).toBeGreaterThan(10_000);
		expect(await drawn()).toBe(before);
	}).toPass();
	return before;
}

test('p changes between peak and integrated flux', async () => {
	const before = await drawing();
	await ana.keyboard.press('p');
	await expect(ana.getByRole('button', { name: 'Integrated flux' })).toBeVisible();
	await expect(ana.getByRole('img', { name: /^Light curve\. Integrated flux of/ })).toBeVisible();
	expect(await drawing()).not.toBe(before);
	await ana.keyboard.press('p');
	await expect.poll(drawn).toBe(before);
});

test('the wheel zooms in time, r goes back', async () => {
	const before = await drawing();
	await ana.getByRole('img', { name: /^Light curve\./ }).hover();
	for (let i = 0; i < 4; i++) await ana.mouse.wheel(0, -200);
	await ana.mouse.move(5, 5);
	await expect.poll(drawn).not.toBe(before);
	await ana.keyboard.press('r');
	await expect.poll(drawn).toBe(before);
});

test('log, normalised and limits draw the curve another way, and are remembered', async () => {
	const before = await drawing();
	for (const name of ['Log', 'Normalised', 'Limits']) {
		const button = ana.getByRole('button', { name, exact: true });
		await button.click();
		await expect(button).toHaveAttribute('aria-pressed', 'true');
	}
	await ana.mouse.move(5, 5);
	await expect.poll(drawn).not.toBe(before);
	await ana.reload();
	await live(ana);
	for (const name of ['Log', 'Normalised', 'Limits']) {
		const button = ana.getByRole('button', { name, exact: true });
		await expect(button).toHaveAttribute('aria-pressed', 'true');
		await button.click();
	}
	await expect(ana.getByRole('img', { name: /^Light curve\. Peak flux of/ })).toBeVisible();
});

test('a period is found and typed, and folds the curve until it is unfolded', async () => {
	await ana.getByText(/^Fold, upper limits/).click();
	const form = ana.getByRole('form', { name: 'Fold by a period' });
	await form.getByLabel('Period, days').fill('-3');
	await form.getByRole('button', { name: 'Fold', exact: true }).click();
	await expect(form.getByRole('status')).toHaveText(/^A period is a positive number/);
	await form.getByLabel('Period, days').fill('12.5');
	await form.getByRole('button', { name: 'Fold', exact: true }).click();
	await expect(ana.getByRole('img', { name: /Folded by 12\.500 days/ })).toBeVisible();
	await form.getByRole('button', { name: 'Find a period' }).click();
	await expect(form.getByRole('status')).toHaveText(/^(The best sinusoid|Nothing to find)/);
	await form.getByRole('button', { name: 'Unfold' }).click();
	await expect(ana.getByRole('img', { name: /Folded/ })).toHaveCount(0);
});

test('curve and pairs are downloaded as CSV, PNG and SVG', async () => {
	const curve = ana.getByRole('group', { name: 'Download the light curve' });
	for (const [kind, ending] of [
		['CSV', /_light_curve\.csv$/],
		['PNG', /_light_curve\.png$/],
		['SVG', /_light_curve\.svg$/]
	] as const) {
		const download = ana.waitForEvent('download');
		await curve.getByRole('button', { name: kind }).click();
		expect((await download).suggestedFilename()).toMatch(ending);
	}
});

test('the pair graph follows its thresholds, and the slider of epochs rings a point', async () => {
	const pairs = ana.getByRole('region', { name: 'Pairs of epochs' }).first();
	await pairs.getByRole('textbox', { name: '|Vs| at least' }).fill('0');
	await pairs.getByRole('textbox', { name: '|m| at least' }).fill('0');
	await expect(pairs.getByRole('status')).toHaveText(/pairs? with \|Vs\| ≥ 0 and \|m\| ≥ 0/);
	await pairs.getByRole('textbox', { name: '|m| at least' }).fill('2');
	await expect(pairs.getByRole('status')).toHaveText(/^No two epochs/);
	await pairs.getByRole('textbox', { name: '|m| at least' }).fill('0.26');
	await pairs.getByRole('textbox', { name: '|Vs| at least' }).fill('4.3');
	const before = await drawing();
	await ana.getByRole('slider', { name: /^Epoch/ }).focus();
	await ana.keyboard.press('ArrowRight');
	await expect(ana.getByRole('slider', { name: 'Epoch 2 of' })).toBeVisible();
	await expect.poll(drawn).not.toBe(before);
	await ana.getByRole('button', { name: 'Choose none' }).click();
	await ana.mouse.move(5, 5);
	await expect.poll(drawn).toBe(before);
});

test('resting on a stamp rings its point, resting on a point marks its stamp', async () => {
	const before = await drawing();
	const stamps = ana.getByRole('button', { name: /^Cutout of/ });
	await stamps.first().hover();
	await expect.poll(drawn).not.toBe(before);
	await ana.mouse.move(5, 5);
	await expect.poll(drawn).toBe(before);
	await ana.getByRole('img', { name: /^Light curve\./ }).hover();
	await expect(ana.locator('button.highlighted')).toHaveCount(1);
});

test('a stamp opens enlarged, with its numbers, and leads to its neighbours', async () => {
	const stamps = ana.getByRole('button', { name: /^Cutout of/ });
	const image = stamps.first().getByRole('img');
	await expect(image).toHaveJSProperty('complete', true);
	expect(await image.evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBeGreaterThan(8);
	await stamps.first().click();
	const sheet = ana.getByRole('dialog', { name: /^Epoch 1 of/ });
	await expect(sheet).toContainText('mJy/beam, S/N');
	await sheet.getByRole('button', { name: 'Later' }).click();
	await expect(ana.getByRole('dialog', { name: /^Epoch 2 of/ })).toBeVisible();
	await ana.keyboard.press('Escape');
	await expect(ana.getByRole('dialog')).toBeHidden();
});

test('the pointer’s time shows on the others’ light curves', async ({ browser }) => {
	const ben = await browserOf(browser, 'ben');
	await ben.goto(candidate);
	await live(ben);
	await expect(ana.getByRole('list', { name: '1 other person here' })).toBeVisible();
	await ana.mouse.move(5, 5);
	const before = await drawing();
	await ben.getByRole('img', { name: /^Light curve\./ }).hover();
	await expect.poll(drawn).not.toBe(before);
	await ben.context().close();
});

test('the table under the plot has every measurement with its units', async () => {
	await ana.getByText(/^The same as a table/).click();
	const table = ana.getByRole('region', { name: 'Measurements' }).getByRole('table');
	await expect(table.getByRole('columnheader', { name: 'Peak, mJy/beam' })).toBeVisible();
	const said = await ana.getByRole('img', { name: /^Light curve\./ }).getAttribute('aria-label');
	const count = Number(/of (\d+) measurements/.exec(String(said))?.[1]);
	await expect(table.getByRole('row')).toHaveCount(count + 1);
});
