import { expect, test } from '@playwright/test';
import { browserOf } from './people.ts';
import { candidatesOf, newQueue } from './queues.ts';

test('signing in, voting, tagging and commenting work without scripts', async ({ browser }) => {
	const ana = await browserOf(browser, 'ana');
	const queue = await newQueue(ana, { name: `Plain ${Date.now()}`, sealing: 'open' });
	const [candidate] = await candidatesOf(ana, queue, 1);
	await ana.context().close();
	const sentence = `Sent by a plain form at ${Date.now()}.`;

	const ben = await browserOf(browser, 'ben', { javaScriptEnabled: false });
	await ben.goto(candidate);
	await ben.getByRole('radio', { name: 'certain' }).check({ force: true });
	await ben.getByRole('button', { name: /^3 AGN/ }).click();
	await expect(ben.getByText('AGN, certain')).toBeVisible();
	await ben.getByRole('combobox', { name: 'Add a tag' }).fill('plain-tag');
	await ben.getByRole('button', { name: 'Add', exact: true }).click();
	await expect(ben.getByRole('button', { name: 'Remove plain-tag' })).toBeVisible();
	await ben.getByLabel('Write a comment').fill(sentence);
	await ben.getByRole('button', { name: 'Comment', exact: true }).click();
	await expect(ben.getByText(sentence)).toBeVisible();
	await ben.context().close();
});
