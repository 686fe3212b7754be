import { expect, test, type Locator, type Page } from '@playwright/test';
import { browserOf } from './people.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const PATIENCE = { timeout: 20_000 };
const STEPS = 8;

/** Two fingers on a plot that move apart to the left and right, as a phone reports them. */
async function spread(page: Page, plot: Locator): Promise<void> {
	await plot.scrollIntoViewIfNeeded();
	const box = await plot.boundingBox();
	if (!box) throw new Error('The plot has no place on the page.');
	const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
	const touches = await page.context().newCDPSession(page);
	const fingers = (apart: number) => [
		{ x: x - apart, y, id: 0 },
		{ x: x + apart, y, id: 1 }
	];
	const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', apart: number | null) =>
		touches.send('Input.dispatchTouchEvent', {
			type,
			touchPoints: apart === null ? [] : fingers(apart)
		});
	await send('touchStart', 15);
	for (let i = 1; i <= STEPS; i++) await send('touchMove', 15 + (i * box.width) / 3 / STEPS);
	await send('touchEnd', null);
	await touches.detach();
}

test('on a phone two fingers zoom into the η–V plane, which shows fewer sources then', async ({
	browser
}) => {
	const eve = await browserOf(browser, 'eve', PHONE);
	await eve.goto('/eta-v');
	const inView = eve.getByText(/\d in view/);
	await expect(inView).toBeVisible(PATIENCE);
	const count = async () => Number((await inView.innerText()).replace(/\D/g, ''));
	const before = await count();
	await spread(eve, eve.getByRole('application', { name: /^η–V plane/ }));
	await expect.poll(count, PATIENCE).toBeLessThan(before);
	await eve.getByRole('button', { name: 'Show all' }).click();
	await expect.poll(count, PATIENCE).toBe(before);
	await eve.context().close();
});

test('on a phone two fingers zoom into a light curve, and a button goes back', async ({
	browser
}) => {
	const eve = await browserOf(browser, 'eve', PHONE);
	await eve.goto('/sources?run=latest&min_bandEtaPeak=20&sort=bandEtaPeak&order=desc');
	await eve
		.getByRole('link', { name: /^J\d{6}/ })
		.first()
		.click();
	const curve = eve.getByRole('img', { name: /^Light curve\./ });
	await expect(curve).toBeVisible(PATIENCE);
	/** As bytes: two drawings differ when anything visible does. */
	const drawn = () =>
		curve.locator('canvas').evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
	let before = '';
	await expect(async () => {
		before = await drawn();
		expect(before.length).toBeGreaterThan(5000);
		expect(await drawn()).toBe(before);
	}).toPass(PATIENCE);
	await spread(eve, curve);
	// What is told beside a touched point goes with the pointer.
	await curve.hover();
	await eve.mouse.move(2, 2);
	await expect(async () => {
		const zoomed = await drawn();
		expect(zoomed).not.toBe(before);
		expect(await drawn()).toBe(zoomed);
	}).toPass(PATIENCE);
	await eve.getByRole('button', { name: 'Reset zoom' }).click();
	await expect.poll(drawn, PATIENCE).toBe(before);
	await eve.context().close();
});
