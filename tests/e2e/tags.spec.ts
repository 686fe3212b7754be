import { expect, test, type Page } from '@playwright/test';
import { browserOf } from './people.ts';
import { newQueue } from './queues.ts';

let ana: Page;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
	ana = await browserOf(browser, 'ana');
});

test.afterAll(() => ana.context().close());

test('chosen rows are tagged together, filtered by it, and undone as one', async () => {
	const tag = `chosen-${Date.now() % 100_000}`;
	await newQueue(ana, { name: `Tags ${Date.now()}`, sealing: 'open' });
	const boxes = ana.getByRole('checkbox', { name: /^Choose J/ });
	for (const row of [0, 1, 2]) await boxes.nth(row).check();
	await ana.getByRole('combobox', { name: 'Tag the chosen candidates' }).fill(tag);
	await ana.getByRole('button', { name: 'Tag these 3' }).click();
	await expect(ana.getByText(`“${tag}” is on 3 candidates more.`)).toBeVisible();
	await ana.getByText('Several tags').click();
	await ana.getByLabel('Any of').fill(`${tag}, no-such-tag`);
	await ana.getByRole('button', { name: 'Filter by these' }).click();
	await expect(boxes).toHaveCount(3);
	await ana.goto('/tags');
	await ana.getByRole('button', { name: `Undo : put “${tag}” on 3 things at once` }).click();
	const batch = ana.getByRole('listitem').filter({ hasText: tag });
	await expect(batch.getByText(/undone by/)).toBeVisible();
	await ana.goto(`/tags/${tag}`);
	await expect(ana.getByText('Nothing carries this tag')).toBeVisible();
});

test('a word is renamed after a preview, found under both names, and turned back', async () => {
	const old = `oldword-${Date.now() % 100_000}`;
	const fresh = old.replace('old', 'new');
	await newQueue(ana, { name: `Words ${Date.now()}`, sealing: 'open' });
	await ana
		.getByRole('checkbox', { name: /^Choose J/ })
		.first()
		.check();
	await ana.getByRole('combobox', { name: 'Tag the chosen candidates' }).fill(old);
	await ana.getByRole('button', { name: 'Tag these 1' }).click();
	await expect(ana.getByText(`“${old}” is on 1 candidate more.`)).toBeVisible();
	await ana.goto(`/tags/${old}`);
	await ana.getByLabel('New name, or the tag to merge it into').fill(fresh);
	await ana.getByRole('button', { name: 'Show what would happen' }).click();
	await expect(ana.getByText(`1 object tagged “${old}” will be tagged “${fresh}”.`)).toBeVisible();
	await ana.getByRole('button', { name: 'Rename it' }).click();
	await expect(ana.getByRole('heading', { name: fresh, level: 1 })).toBeVisible();
	await ana.goto(`/search?q=${old}`);
	await expect(ana.getByRole('link', { name: fresh })).toBeVisible();
	await ana.goto(`/tags/${fresh}`);
	await ana.getByRole('button', { name: new RegExp(`Undo : renamed “${old}”`) }).click();
	await expect(ana.getByText(/undone by/).first()).toBeVisible();
	await ana.goto('/tags');
	await expect(ana.getByRole('link', { name: old, exact: true })).toBeVisible();
});
