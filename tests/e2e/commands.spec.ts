import { expect, test } from '@playwright/test';
import { browserOf, live } from './people.ts';
import { candidatesOf, newQueue } from './queues.ts';

test('Ctrl K finds what can be done here by its name, also from within a field', async ({
	browser
}) => {
	const ana = await browserOf(browser, 'ana');
	const queue = await newQueue(ana, { name: `Commands ${Date.now()}`, sealing: 'open' });
	const [candidate] = await candidatesOf(ana, queue, 1);
	await ana.goto(candidate);
	await live(ana);
	const palette = ana.getByRole('dialog', { name: 'Commands' });
	await ana.getByLabel('Shared notes on this object').focus();
	await ana.keyboard.press('Control+k');
	await expect(palette).toBeVisible();
	await ana.keyboard.type('vote pulsar');
	await ana.keyboard.press('Enter');
	await expect(palette).toBeHidden();
	await expect(ana.getByText(/^Pulsar, likely — saved/)).toBeVisible();
	await ana.keyboard.press('Control+k');
	await ana.keyboard.type('go to the runs');
	await ana.keyboard.press('Enter');
	await ana.waitForURL('**/runs');
	await ana.context().close();
});

test('a key of one’s own takes the place of the usual one, for good', async ({ browser }) => {
	const ana = await browserOf(browser, 'ana');
	const queue = await newQueue(ana, { name: `My keys ${Date.now()}`, sealing: 'open' });
	const [candidate] = await candidatesOf(ana, queue, 1);
	await live(ana);
	await ana.keyboard.press('?');
	const sheet = ana.getByRole('dialog', { name: 'Keys' });
	const change = sheet.getByRole('button', {
		name: 'Change the key of: Next candidate you have not voted on'
	});
	await change.click();
	await ana.keyboard.press('j');
	await expect(sheet.getByText('“j” is taken: Next candidate, or row of a list.')).toBeVisible();
	await ana.keyboard.press('b');
	await expect(sheet.getByText('“j” is taken: Next candidate, or row of a list.')).toBeHidden();
	await ana.keyboard.press('Escape');
	await ana.reload();
	await live(ana);
	await ana.keyboard.press('n');
	await ana.keyboard.press('b');
	await ana.waitForURL(`**${candidate}`);
	await ana.context().close();
});

test('what waits for the connection can be looked at and taken back', async ({ browser }) => {
	const ana = await browserOf(browser, 'ana');
	const queue = await newQueue(ana, { name: `Waiting ${Date.now()}`, sealing: 'open' });
	const [candidate] = await candidatesOf(ana, queue, 1);
	await ana.goto(candidate);
	await live(ana);
	await ana.context().setOffline(true);
	await ana.keyboard.press('5');
	await ana.getByRole('button', { name: '1 command waiting for the connection' }).click();
	const sheet = ana.getByRole('dialog', { name: 'What is waiting' });
	await expect(sheet.getByText(/^Vote: J\d{6}/)).toBeVisible();
	await expect(sheet.getByText(/classKey: pulsar/)).toBeVisible();
	await sheet.getByRole('button', { name: 'Discard' }).click();
	await expect(sheet.getByText('Everything has been sent.')).toBeVisible();
	await ana.context().setOffline(false);
	await ana.keyboard.press('Escape');
	await ana.reload();
	await live(ana);
	await expect(ana.getByRole('button', { name: /^5 Pulsar/ })).toHaveAttribute(
		'aria-pressed',
		'false'
	);
	await ana.context().close();
});
