import { expect, test } from '@playwright/test';
import { account } from '../kit/accounts.ts';
import { signIn } from './people.ts';

test('a wrong password is refused with a sentence, and the name stays', async ({ page }) => {
	await page.goto('/sign-in');
	await page.getByLabel('User name').fill('ben');
	await page.getByLabel('Password').fill('not the password');
	await page.getByRole('button', { name: 'Sign in' }).click();
	await expect(page.getByRole('alert')).toHaveText(
		'This user name and password do not belong together.'
	);
	await expect(page.getByLabel('User name')).toHaveValue('ben');
	expect(await page.content()).not.toContain('not the password');
});

test('signing in leads where one wanted to go, and never to another site', async ({ page }) => {
	const places = [
		['/runs', '/runs'],
		['//evil.example/x', '/queues'],
		['https://evil.example', '/queues'],
		['/\\evil.example', '/queues']
	];
	for (const [next, expected] of places) {
		await page.context().clearCookies();
		await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
		await page.getByLabel('User name').fill('ben');
		await page.getByLabel('Password').fill(account('ben').password);
		await page.getByRole('button', { name: 'Sign in' }).click();
		await page.waitForURL((url) => url.pathname === expected);
		expect(new URL(page.url()).origin).toBe(process.env.CAUSTIC_E2E_ORIGIN);
	}
});

test('signing out ends the session', async ({ page }) => {
	await signIn(page, 'ben');
	await page.getByRole('button', { name: 'Sign out' }).click();
	await page.waitForURL('**/sign-in');
	await page.goto('/queues');
	await page.waitForURL('**/sign-in?next=%2Fqueues');
});

test('a forged session is nobody’s', async ({ page, baseURL }) => {
	const forged = { name: 'caustic_session', value: 'a'.repeat(40), url: String(baseURL) };
	await page.context().addCookies([forged]);
	await page.goto('/queues');
	await page.waitForURL('**/sign-in?next=%2Fqueues');
});
