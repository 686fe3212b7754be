import { expect, test } from '@playwright/test';
import { signIn } from './people.ts';

test('a viewer sees what is going on, and is offered nothing that they may not do', async ({
	page
}) => {
	await signIn(page, 'eve');
	await page.goto('/status');
	await expect(page.getByRole('heading', { name: 'Status', exact: true })).toBeVisible();
	await expect(page.getByRole('row', { name: /^MongoDB/ }).first()).toContainText(
		// A busy machine is slow to answer.
		/up|slow/
	);
	await expect(page.getByRole('row', { name: /^Read images/ })).toBeVisible();
	await expect(page.getByRole('button', { name: /Pause|Retry|Take out/ })).toHaveCount(0);
	const refused = await page.goto('/audit');
	expect(refused?.status()).toBe(403);
});

test('two runs are laid side by side from the page of one', async ({ page }) => {
	await signIn(page, 'ben');
	await page.goto('/runs');
	await page.getByRole('link', { name: 'demo-survey' }).first().click();
	await page.getByRole('link', { name: 'Compare with…' }).click();
	await page.waitForURL('**/runs/compare?a=*');
	// The demo has one run: it is as itself.
	const run = new URL(page.url()).searchParams.get('a') ?? '';
	await page.goto(`/runs/compare?a=${run}&b=${run}`);
	await expect(page.getByLabel('Second run')).toHaveValue(run);
	await page.getByRole('button', { name: 'Compare' }).click();
	await expect(page.getByText('Every setting is the same.')).toBeVisible();
	await page.getByRole('link', { name: 'Position', exact: true }).click();
	await expect(page.getByRole('img', { name: /Position of sources in both runs/ })).toBeVisible();
});
