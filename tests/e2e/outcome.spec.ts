import { expect, test, type Page } from '@playwright/test';
import { browserOf, live } from './people.ts';
import { candidatesOf, newQueue } from './queues.ts';

let ana: Page;
let queue: string;
let candidate: string;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
	ana = await browserOf(browser, 'ana');
	queue = await newQueue(ana, { name: `Outcome ${Date.now()}`, sealing: 'open' });
	[candidate] = await candidatesOf(ana, queue, 1);
});

test.afterAll(() => ana.context().close());

test('agreement and outcome of a new queue say what is missing and what to do', async () => {
	await ana.goto(queue);
	const pages = ana.getByRole('navigation', { name: 'Pages of this queue' });
	await pages.getByRole('link', { name: 'Agreement' }).click();
	await expect(ana.getByText('Nobody has voted in this queue yet.')).toBeVisible();
	await pages.getByRole('link', { name: 'Outcome' }).click();
	await expect(ana.getByText('No verdict yet', { exact: true })).toBeVisible();
});

test('whoever works on an object says so, and finds it in the draft of a notice', async () => {
	await ana.goto(candidate);
	await live(ana);
	const register = ana.getByRole('region', { name: 'Who works on it' });
	await register.getByText('I am working on this one').click();
	await register.getByLabel('What are you doing?').fill('VLBI follow-up');
	await register.getByRole('button', { name: 'Enter me' }).click();
	await expect(register.getByRole('listitem')).toContainText('VLBI follow-up');
	await register.getByRole('link', { name: 'Draft a notice' }).click();
	await expect(ana.getByLabel('Text, in Markdown')).toHaveValue(
		/Position \(ICRS\)[^]*VLBI follow-up/
	);
});
