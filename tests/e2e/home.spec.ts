import { expect, test } from '@playwright/test';
import { signIn } from './people.ts';

test('home says what waits and leads there', async ({ page }) => {
	await signIn(page, 'ben');
	await page.getByRole('link', { name: 'Caustic', exact: true }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
	const runs = page.getByRole('region', { name: 'Runs' });
	await runs.getByRole('link').last().click();
	await expect(page).toHaveURL(/\/runs\/\d+$/);
	await expect(page.getByRole('region', { name: /fields?$/ })).toBeVisible();
});

test('addresses of the reference lead to the same things here', async ({ page }) => {
	await signIn(page, 'ben');
	for (const [theirs, ours] of [
		['/piperuns/', '/runs'],
		['/piperuns/1/', '/runs/1'],
		['/sources/query/plot/', '/eta-v?bands=all'],
		['/sources/favs/', '/favourites'],
		['/sources/query/?min_eta_peak=3', '/sources?min_etaPeak=3']
	]) {
		await page.goto(theirs);
		await expect(page, theirs).toHaveURL(ours);
	}
	// Which image comes before which depends on the order of ingest.
	await page.goto('/images/1/prev');
	await expect(page).toHaveURL(/\/images\/\d+$/);
	await page.goto('/sources/query/#min_eta=3&new_source=true');
	await expect(page).toHaveURL('/sources?min_etaPeak=3&new=on');
});
