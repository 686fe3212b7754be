import { expect, test } from '@playwright/test';
import { browserOf, signIn } from './people.ts';

test('a run is made, given files by their names, set by form and text alike, and deleted by its name', async ({
	page
}) => {
	const name = `made-${Date.now().toString(36)}`;
	await signIn(page, 'ben');
	await page.goto('/runs/new');
	await page.getByLabel('Name', { exact: true }).fill(name);
	await page.getByRole('button', { name: 'Make it, then choose files' }).click();
	await page.waitForURL('**/config?files=raw');
	const text = page.getByRole('textbox', { name: 'config.yaml' });
	await expect(text).toBeEditable();

	await page.getByRole('button', { name: 'Put the ticked images into config.yaml' }).click();
	await expect(page.getByText(/^Ready: \d+ images in \d+ epochs/)).toBeVisible();
	const radius = page.getByLabel('radius', { exact: true });
	await radius.fill('far');
	await radius.blur();
	await expect(page.getByText(/source_association\.radius must be a number/)).toBeVisible();
	await radius.fill('12.5');
	await radius.blur();
	await expect(page.getByText(/^Ready: /)).toBeVisible();
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(page.getByText('Saved.')).toBeVisible();

	await page.getByRole('link', { name, exact: true }).click();
	await page.getByText('config.yaml as it is').click();
	await expect(page.getByRole('region', { name: 'config.yaml' })).toContainText('radius: 12.5');
	await page.getByText('Delete the run…').click();
	await page.getByLabel(/^Type .* to confirm$/).fill('something else');
	const remove = page.getByRole('button', { name: 'Delete the run' });
	await remove.click();
	await expect(page.getByText(`Type the name of the run, ${name}, to confirm.`)).toBeVisible();
	await page.getByLabel(/^Type .* to confirm$/).fill(name);
	await page.getByLabel('Files in its directory').selectOption('directory');
	await remove.click();
	await page.waitForURL('**/runs');
	await expect(page.getByRole('link', { name, exact: true })).toHaveCount(0);
});

test('without scripts the same is done by plain forms, and what is refused is not lost', async ({
	browser
}) => {
	const ben = await browserOf(browser, 'ben', { javaScriptEnabled: false });
	await ben.goto('/runs/new');
	await ben.getByLabel('Name', { exact: true }).fill(`plain-${Date.now().toString(36)}`);
	await ben.getByRole('button', { name: 'Make it, then choose files' }).click();
	await ben.getByRole('button', { name: 'Save the ticked images' }).click();
	await expect(ben.getByText(/^Ready: \d+ images/)).toBeVisible();
	const text = ben.getByLabel('config.yaml', { exact: true });
	const written = await text.inputValue();
	await text.fill(`${written}nothing: 1\n`);
	await ben.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(ben.getByRole('alert')).toContainText('unknown key "nothing"');
	await expect(text).toHaveValue(/nothing: 1/);
	await ben.context().close();
});
