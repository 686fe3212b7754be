import { expect, test } from '@playwright/test';
import { browserOf } from './people.ts';
import { candidatesOf, newQueue } from './queues.ts';

test('a pasted list is shown line by line, and becomes a queue once every line is right', async ({
	browser
}) => {
	const ana = await browserOf(browser, 'ana');
	const source = await newQueue(ana, { name: `Source ${Date.now()}`, sealing: 'open' });
	const [candidate] = await candidatesOf(ana, source, 1);
	await ana.goto(candidate);
	const name = await ana.getByRole('heading', { level: 1 }).innerText();
	const found = /J\d{6}\.\d[+-]\d{6}/.exec(name)?.[0] ?? name;

	await ana.goto('/queues/new?from=pasted');
	const list = ana.getByLabel('Positions or names');
	await list.fill(`${found}\nnonsense`);
	await ana.getByLabel('Name', { exact: true }).fill(`Pasted ${Date.now()}`);
	await ana.getByRole('button', { name: 'Match the list first' }).click();
	await expect(ana.getByText(/^1 line matched, 0 without an object, 1 wrong/)).toBeVisible();
	await expect(ana.getByText(/^line 2 \(“nonsense”\)/)).toBeVisible();
	await ana.getByRole('button', { name: 'Make the queue' }).click();
	await expect(ana.getByRole('alert')).toContainText('No queue was made: line 2');
	await list.fill(found);
	await ana.getByRole('button', { name: 'Make the queue' }).click();
	await expect(ana.getByRole('heading', { level: 1, name: /^Pasted/ })).toBeVisible();
	await expect(ana.getByText('Made from a pasted list')).toBeVisible();
	await ana.context().close();
});

test('a query counts what it keeps, is saved, and becomes a queue', async ({ browser }) => {
	const ana = await browserOf(browser, 'ana');
	const name = `Strong ${Date.now()}`;
	await ana.goto('/sources?min_etaPeak=100');
	await expect(ana.getByRole('heading', { level: 2, name: /^\d+ sources? of/ })).toBeVisible();
	await ana.getByText('Save it, make a queue of it, be told of it').click();
	await ana.getByLabel('Name', { exact: true }).fill(name);
	await ana.getByRole('button', { name: 'Save the query' }).click();
	await expect(ana.getByRole('heading', { level: 1, name })).toBeVisible();
	await ana.goto('/saved-queries');
	await ana
		.getByRole('article')
		.filter({ hasText: name })
		.getByRole('link', { name: 'Make a queue of it' })
		.click();
	await expect(ana.getByRole('heading', { level: 1, name: 'New queue' })).toBeVisible();
	await ana.getByLabel('Name', { exact: true }).fill(`${name} queue`);
	await ana.getByRole('button', { name: 'Make the queue' }).click();
	await expect(ana.getByText('Made from a saved query of run')).toBeVisible();
	await ana.context().close();
});
