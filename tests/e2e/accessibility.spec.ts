import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { browserOf, live } from './people.ts';
import { candidatesOf, newQueue } from './queues.ts';

const SERIOUS = new Set(['serious', 'critical']);

/** Serious violations on the page, one line each, so that a failure says what and where. */
async function violations(page: Page, theme = 'dark'): Promise<string[]> {
	const axe = new AxeBuilder({ page });
	// Themes differ in colours only; the rest has been looked at in the dark.
	if (theme === 'light') axe.withRules(['color-contrast', 'link-in-text-block']);
	const { violations: found } = await axe.analyze();
	return found
		.filter((violation) => SERIOUS.has(violation.impact ?? ''))
		.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`);
}

/** Of the pages with addresses like this, the first that a table of another page leads to. */
async function firstLink(page: Page, from: string, to: string): Promise<string> {
	await page.goto(from);
	const link = page.getByRole('table').locator(`a[href^="${to}"]`).first();
	return (await link.getAttribute('href')) ?? to;
}

/** A run beside itself: plots and tables have something to show. */
async function ownComparison(page: Page): Promise<string> {
	const run = (await firstLink(page, '/runs', '/runs/')).split('/').at(-1) ?? '';
	return `/runs/compare?a=${run}&b=${run}`;
}

for (const theme of ['dark', 'light']) {
	test(`no page has serious accessibility violations in ${theme}`, async ({ browser, baseURL }) => {
		test.setTimeout(300_000);
		const ana = await browserOf(browser, 'ana');
		await ana.context().addCookies([{ name: 'theme', value: theme, url: String(baseURL) }]);
		const queue = await newQueue(ana, { name: `Axe ${theme} ${Date.now()}`, sealing: 'blind' });
		const [candidate] = await candidatesOf(ana, queue, 1);
		const image = await firstLink(ana, '/images', '/images/');
		for (const address of [
			'/',
			'/sky',
			'/sky?at=319.65+-33.2&radius=2&width=wide',
			'/queues',
			queue,
			`${queue}/settings`,
			'/queues/new?from=pasted',
			'/sources',
			'/sources?min_etaPeak=1&at=10+-30&radius=180&radiusUnit=deg',
			'/saved-queries',
			'/eta-v',
			'/images',
			'/images/quality',
			'/measurements',
			'/catalogues',
			await firstLink(ana, '/sources?run=latest', '/sources/'),
			image,
			await firstLink(ana, image, '/measurements/'),
			'/taxonomies',
			'/runs',
			'/runs/new',
			'/scores',
			'/tags',
			'/search?q=a',
			'/favourites',
			'/settle',
			'/status',
			'/tokens',
			'/api',
			'/runs/compare',
			await ownComparison(ana),
			'/no-such-page'
		]) {
			await ana.goto(address);
			expect(await violations(ana, theme), address).toEqual([]);
		}
		await ana.goto('/runs');
		await ana.getByRole('row').nth(1).getByRole('link').first().click();
		await ana.waitForURL('**/runs/*');
		expect(await violations(ana, theme), 'a run').toEqual([]);
		await ana.goto(`${ana.url()}/config?files=raw`);
		await expect(ana.getByRole('textbox', { name: 'config.yaml' })).toBeVisible();
		expect(await violations(ana, theme), 'a configuration').toEqual([]);
		await ana.goto(candidate);
		await live(ana);
		expect(await violations(ana, theme), 'a sealed candidate').toEqual([]);
		await ana.keyboard.press('1');
		await expect(ana.getByText(/^ESE, likely — saved/)).toBeVisible();
		expect(await violations(ana, theme), 'a candidate voted on').toEqual([]);
		await ana.keyboard.press('?');
		await expect(ana.getByRole('dialog')).toBeVisible();
		expect(await violations(ana, theme), 'the help sheet').toEqual([]);
		await ana.context().close();
		const admin = await browserOf(browser, 'admin');
		await admin.context().addCookies([{ name: 'theme', value: theme, url: String(baseURL) }]);
		await admin.goto('/audit?by=ana&nothing=1');
		await expect(admin.getByRole('alert')).toHaveText('nothing: There is no parameter nothing.');
		await expect(admin.getByRole('table')).toBeVisible();
		expect(await violations(admin, theme), '/audit').toEqual([]);
		await admin.context().close();
	});
}

test('the sign-in page has no serious accessibility violations', async ({ page }) => {
	await page.goto('/sign-in');
	expect(await violations(page)).toEqual([]);
});
