import { expect, test } from '@playwright/test';
import { signIn } from './people.ts';

test('an image is marked uncertain with a reason, shown in the list, and the mark is taken back', async ({
	page
}) => {
	await signIn(page, 'ben');
	await page.goto('/images');
	const table = page.getByRole('region', { name: 'Images', exact: true });
	const name =
		(await table
			.getByRole('link', { name: /\.fits$/ })
			.last()
			.textContent()) ?? '';
	await table.getByRole('link', { name, exact: true }).click();
	await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
	await page.getByRole('radio', { name: 'Uncertain' }).check();
	await page.getByLabel('Why').fill('a stripe across the field');
	await page.getByRole('button', { name: 'Mark', exact: true }).click();
	await expect(page.getByRole('button', { name: 'Undo this mark' })).toBeVisible();
	await page.goto('/images?mark=uncertain');
	await expect(table.getByRole('link', { name, exact: true })).toBeVisible();
	await table.getByRole('link', { name, exact: true }).click();
	await page.getByRole('button', { name: 'Undo this mark' }).click();
	await expect(page.getByText('not marked', { exact: true })).toBeVisible();
});

test('a measurement is found by its position and opened with its cutout and source', async ({
	page
}) => {
	await signIn(page, 'eve');
	await page.goto('/images');
	await page
		.getByRole('link', { name: /\.fits$/ })
		.first()
		.click();
	await page
		.locator('#measurements')
		.getByRole('link', { name: /component/ })
		.first()
		.click();
	await expect(page.getByRole('heading', { name: 'Siblings' })).toBeVisible();
	await expect(page.getByRole('img', { name: /2 arcmin of/ })).toBeVisible();
	await page.goto('/measurements?at=nowhere');
	await expect(page.getByText('This cannot be answered yet')).toBeVisible();
});
