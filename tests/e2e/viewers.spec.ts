import { expect, test, type Page } from '@playwright/test';
import { browserOf } from './people.ts';
import { candidatesOf, newQueue } from './queues.ts';

let ana: Page;
/** Addresses asked for that are not ours. */
const elsewhere: string[] = [];

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
	ana = await browserOf(browser, 'ana');
	const own = new URL(ana.url()).origin;
	ana.on('request', (request) => {
		const { origin, protocol } = new URL(request.url());
		if (protocol.startsWith('http') && origin !== own) elsewhere.push(request.url());
	});
	const queue = await newQueue(ana, { name: `Viewers ${Date.now()}`, sealing: 'open' });
	const [candidate] = await candidatesOf(ana, queue, 1);
	await ana.goto(candidate);
});

test.afterAll(async () => {
	await ana.context().close();
});

test('stamps change their size together, and blink through the epochs', async () => {
	const cutouts = ana.getByRole('region', { name: 'Cutouts' });
	const size = cutouts.getByLabel('Size');
	const stamp = cutouts.getByRole('img', { name: /^Cutout of/ }).first();
	await expect(stamp).toHaveAttribute('src', /sizeArcsec=120/);
	await size.selectOption('5′');
	await expect(stamp).toHaveAttribute('src', /sizeArcsec=300/);
	await cutouts.getByRole('button', { name: /^Blink/ }).click();
	const shown = ana
		.getByRole('dialog', { name: /^Epoch \d+ of/ })
		.getByRole('heading')
		.first();
	const epochs = new Set<string>();
	await expect.poll(async () => epochs.add(await shown.innerText()).size).toBeGreaterThan(2);
	await ana.keyboard.press('Escape');
	await size.selectOption('2′');
});

test('an epoch is studied with its measurements over it, and nothing is asked of other hosts', async () => {
	await ana.getByText('Study an epoch').click();
	const viewer = ana.getByTitle(/^Image viewer/);
	await expect(viewer).toHaveAttribute('aria-busy', 'false', { timeout: 30_000 });
	await expect(ana.getByRole('alert')).toHaveCount(0);
	await ana.getByText(/over the image as a table$/).click();
	const table = ana.getByRole('region', { name: 'Measurements over the image' });
	await expect(table.getByText(/this source/).first()).toBeVisible();
	expect(elsewhere).toEqual([]);
});

test('the sky around it starts without any survey and without the internet', async () => {
	await ana.getByText('The sky around it').first().click();
	await expect(ana.getByText('of ours cover this position')).toBeVisible({ timeout: 20_000 });
	await expect(ana.getByText('No survey is configured', { exact: false })).toBeVisible();
	await ana.getByText('The nearest objects as a table').click();
	await expect(
		ana.getByRole('region', { name: 'Objects around' }).getByRole('link')
	).not.toHaveCount(0);
	expect(elsewhere).toEqual([]);
});
