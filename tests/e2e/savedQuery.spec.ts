import { expect, test } from '@playwright/test';
import { browserOf, live } from './people.ts';

const PATIENCE = { timeout: 30_000 };

test('a query that one person shares is forked, subscribed to, watched and sent to a queue by another', async ({
	browser
}) => {
	test.slow();
	const name = `Shared ${Date.now()}`;
	const eve = await browserOf(browser, 'eve');
	await eve.goto('/sources?run=latest&min_bandEtaPeak=20&votes=none');
	await live(eve);
	await eve.getByText('Save it, make a queue of it, be told of it').click();
	await eve.getByLabel('Name', { exact: true }).fill(name);
	await eve.getByLabel('Shared: everyone may use it and fork it').check();
	await eve.getByRole('button', { name: 'Save the query' }).click();
	await expect(eve).toHaveURL(/[?&]saved=/);
	await eve.context().close();

	const ana = await browserOf(browser, 'ana');
	await ana.goto('/saved-queries');
	const card = ana.getByRole('article').filter({ hasText: name });
	await expect(card.getByText('shared', { exact: true })).toBeVisible();
	await expect(card.getByRole('button', { name: 'Delete' })).toBeHidden();
	await card.getByRole('button', { name: 'Fork' }).click();
	const fork = ana.getByRole('article').filter({ hasText: `${name} (fork)` });
	await expect(fork.getByText('private', { exact: true })).toBeVisible();
	await expect(fork.getByText('by Ana (demo)')).toBeVisible();

	const subscription = fork.getByRole('button', { name: /^Subscribe/ });
	await subscription.click();
	await expect(subscription).toHaveAttribute('aria-pressed', 'true', PATIENCE);
	await ana.reload();
	await expect(subscription).toHaveText('Subscribed');

	await fork.getByRole('link', { name: 'Count and show' }).click();
	await expect(ana.getByRole('heading', { level: 1, name: `${name} (fork)` })).toBeVisible();
	await ana.getByText('Save it, make a queue of it, be told of it').click();
	await expect(ana.getByText('It cannot ask: nobody has voted on')).toBeVisible();
	await ana.getByRole('link', { name: 'Watch it: make a rule' }).click();
	await expect(ana.getByLabel('Value of condition 1')).toHaveValue('20');
	await ana.getByLabel('Name', { exact: true }).fill(`${name} rule`);
	await ana.getByRole('button', { name: 'Run the backtest' }).click();
	// What was asked before it had a name has been tried on arrival.
	await expect(ana).toHaveURL(/[?&]name=Shared/, PATIENCE);
	await expect(ana.getByText(/It would have fired/).first()).toBeVisible(PATIENCE);
	await ana.getByRole('button', { name: 'Save this rule' }).click();
	await expect(ana.getByRole('region', { name: `${name} rule` })).toBeVisible(PATIENCE);

	await ana.goto('/saved-queries');
	await fork.getByRole('link', { name: 'Make a queue of it' }).click();
	await expect(ana.getByRole('heading', { level: 1, name: 'New queue' })).toBeVisible();
	await ana.getByLabel('Name', { exact: true }).fill(`${name} queue`);
	await ana.getByRole('button', { name: 'Make the queue' }).click();
	await expect(ana.getByText('Made from a saved query of run')).toBeVisible(PATIENCE);
	await ana.context().close();
});
