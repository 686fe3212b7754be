import { expect, test } from '@playwright/test';
import { signIn } from './people.ts';

test('a position that is pasted is understood, and says what covers it; so does a press on the map', async ({
	page
}) => {
	await signIn(page, 'ben');
	// The middle of the demo's fields, from an image of its own.
	await page.goto('/images/1');
	await page.getByRole('link', { name: 'What else covers it' }).click();
	const cover = page.getByRole('region', { name: 'What covers it' });
	await expect(cover).toContainText('The box around RA');
	await page.getByLabel('Or box: width (°)').fill('');
	await page.getByLabel('height (°)').fill('');
	await page.getByRole('button', { name: 'Ask' }).click();
	await expect(cover).toContainText('The point RA');
	await expect(cover.getByRole('link', { name: /\.fits$/ }).first()).toBeVisible();

	const map = page.getByRole('application', { name: /Map of the sky/ });
	await map.focus();
	await page.keyboard.press('0');
	await expect(map.getByText('06h', { exact: true })).toBeVisible();
	await page.getByRole('button', { name: 'Our fields' }).click();
	await map.focus();
	await page.keyboard.press('Enter');
	await page.waitForURL(/fov=/);
	await expect(cover.getByRole('link', { name: /\.fits$/ }).first()).toBeVisible();

	await page.getByLabel('Position or name').fill('21 29 45 95 00 00');
	await page.getByRole('button', { name: 'Ask' }).click();
	await expect(page.getByText(/lies from −90° to 90°/)).toBeVisible();
});
