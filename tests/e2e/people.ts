import { expect, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import { account } from '../kit/accounts.ts';

/** Signs a person of the demo team in by the form, as people do. */
export async function signIn(
	page: Page,
	name: string,
	password = account(name).password
): Promise<void> {
	await page.goto('/sign-in');
	await page.getByLabel('User name').fill(name);
	await page.getByLabel('Password').fill(password);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.waitForURL('**/queues');
}

/** A browser of its own with this person signed in; closed with the test's browser. `password`: of no demo account. */
export async function browserOf(
	browser: Browser,
	name: string,
	{ password, ...options }: BrowserContextOptions & { password?: string } = {}
): Promise<Page> {
	const context = await browser.newContext({ baseURL: process.env.CAUSTIC_E2E_ORIGIN, ...options });
	const page = await context.newPage();
	await signIn(page, name, password);
	return page;
}

/** Waits until what this page does and hears goes over the live connection. */
export async function live(page: Page): Promise<void> {
	await expect(page.getByText('live', { exact: true })).toBeVisible({ timeout: 20_000 });
}
