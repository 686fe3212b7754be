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
		.getByRole('img', { name: /^Light curve/ })
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
	await ana.getByRole('img', { name: /^Light curve/ }).hover();
	for (let i = 0; i < 4; i++) await ana.mouse.wheel(0, -200);
	await ana.mouse.move(5, 5);
	await expect.poll(drawn).not.toBe(before);
	await ana.keyboard.press('r');
	await expect.poll(drawn).toBe(before);
});

test('resting on a stamp rings its point, resting on a point marks its stamp', async () => {
	const before = await drawing();
	const stamps = ana.getByRole('button', { name: /^Cutout of/ });
	await stamps.first().hover();
	await expect.poll(drawn).not.toBe(before);
	await ana.mouse.move(5, 5);
	await expect.poll(drawn).toBe(before);
	await ana.getByRole('img', { name: /^Light curve/ }).hover();
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
	await ben.getByRole('img', { name: /^Light curve/ }).hover();
	await expect.poll(drawn).not.toBe(before);
	await ben.context().close();
});

test('the table under the plot has every measurement with its units', async () => {
	await ana.getByText(/^The same as a table/).click();
	const table = ana.getByRole('region', { name: 'Measurements' }).getByRole('table');
	await expect(table.getByRole('columnheader', { name: 'Peak, mJy/beam' })).toBeVisible();
	const said = await ana.getByRole('img', { name: /^Light curve/ }).getAttribute('aria-label');
	const count = Number(/of (\d+) measurements/.exec(String(said))?.[1]);
	await expect(table.getByRole('row')).toHaveCount(count + 1);
});
