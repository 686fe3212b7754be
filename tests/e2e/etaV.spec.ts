import { expect, test, type Page } from '@playwright/test';
import { browserOf } from './people.ts';

test.describe.configure({ mode: 'serial' });
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
	await expect(ana.getByRole('table', { name: 'Selected sources' })).toBeVisible();
	await expect(ana.getByRole('link', { name: 'As a query' })).toHaveAttribute(
		'href',
		/max_bandVPeak=/
	);
	await plot().focus();
	await ana.keyboard.press('ArrowRight');
	await ana.keyboard.press('Enter');
	const chosen = ana.getByRole('region', { name: 'Chosen source' });
	await expect(chosen.getByRole('img', { name: /^Light curve/ })).toBeVisible();
	await expect(chosen.getByRole('link', { name: 'Open its page' })).toHaveAttribute(
		'href',
		/^\/sources\/\d+\?run=latest/
	);
	// What is selected stays selected while one of it is looked at.
	await expect(ana.getByRole('heading', { name: /sources? selected/ })).toBeVisible();
});
