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

for (const theme of ['dark', 'light']) {
	test(`no page has serious accessibility violations in ${theme}`, async ({ browser, baseURL }) => {
		test.setTimeout(180_000);
		const ana = await browserOf(browser, 'ana');
		await ana.context().addCookies([{ name: 'theme', value: theme, url: String(baseURL) }]);
		const queue = await newQueue(ana, { name: `Axe ${theme} ${Date.now()}`, sealing: 'blind' });
		const [candidate] = await candidatesOf(ana, queue, 1);
		for (const address of [
			'/queues',
			queue,
			`${queue}/settings`,
			'/queues/new?from=pasted',
			'/saved-queries',
			'/taxonomies',
			'/runs',
			'/tags',
			'/search?q=a',
			'/favourites',
			'/settle',
			'/no-such-page'
		]) {
			await ana.goto(address);
			expect(await violations(ana, theme), address).toEqual([]);
		}
		await ana.goto('/runs');
		await ana.getByRole('table').getByRole('link').first().click();
		await ana.waitForURL('**/runs/*');
		expect(await violations(ana, theme), 'a run').toEqual([]);
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
	});
}

test('the sign-in page has no serious accessibility violations', async ({ page }) => {
	await page.goto('/sign-in');
	expect(await violations(page)).toEqual([]);
});
