import { expect, test } from '@playwright/test';
import { browserOf } from './people.ts';
import { candidatesOf, newQueue } from './queues.ts';

// Comments stay with their object: a second run of this test must not find the first one's.
const MARK = `still bold ${Date.now()}`;
const HOSTILE = [
	'<img src=x onerror="window.hurt = true">',
	'<script>window.hurt = true</script>',
	'[harmless](javascript:window.hurt=true)',
	'<a href="javascript:window.hurt=true" onclick="window.hurt=true">also harmless</a>',
	'<iframe srcdoc="<script>parent.hurt=true</script>"></iframe>',
	`**${MARK}**`
].join('\n\n');

test('HTML and javascript: links in a comment are neutralised, in preview and page alike', async ({
	browser
}) => {
	const ana = await browserOf(browser, 'ana');
	const queue = await newQueue(ana, { name: `Hostile ${Date.now()}`, sealing: 'open' });
	const [candidate] = await candidatesOf(ana, queue, 1);
	await ana.goto(candidate);
	const comments = ana.getByRole('region', { name: /^Comments/ });
	await ana.getByLabel('Write a comment').fill(HOSTILE);
	await ana.getByRole('button', { name: 'Preview' }).click();
	await expect(comments.locator('strong', { hasText: MARK })).toBeVisible();
	await expect(comments.locator('script, iframe, [onerror], [onclick]')).toHaveCount(0);
	await ana.getByRole('button', { name: 'Comment', exact: true }).click();
	const article = comments.getByRole('article').filter({ hasText: MARK }).first();
	await expect(article).toBeVisible();
	await expect(article.locator('script, iframe, img[src="x"], [onerror], [onclick]')).toHaveCount(
		0
	);
	await expect(article.locator('a[href^="javascript"]')).toHaveCount(0);
	expect(await ana.evaluate(() => 'hurt' in window)).toBe(false);
	await ana.context().close();
});
