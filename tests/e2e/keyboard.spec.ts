import { expect, test } from '@playwright/test';
import { browserOf, live } from './people.ts';
import { candidatesOf, newQueue } from './queues.ts';

test('three candidates are vetted without touching the mouse', async ({ browser }) => {
	const ana = await browserOf(browser, 'ana');
	const queue = await newQueue(ana, { name: `Keys ${Date.now()}`, sealing: 'open' });
	const candidates = await candidatesOf(ana, queue, 4);
	const says = (sentence: string | RegExp) => expect(ana.getByText(sentence).first()).toBeVisible();

	await live(ana);
	await ana.keyboard.press('n');
	await ana.waitForURL(`**${candidates[0]}`);
	await ana.keyboard.press('1');
	await says('ESE, likely — saved. u undoes, n goes on.');
	await ana.keyboard.press('n');
	await ana.waitForURL(`**${candidates[1]}`);
	await ana.keyboard.press('c');
	await says('Confidence: certain.');
	await ana.keyboard.press('0');
	await says(/^Not variable, certain — saved/);
	await ana.keyboard.press('u');
	await says('Vote withdrawn. u undoes.');
	await ana.keyboard.press('2');
	await says(/^Scintillation, .* — saved/);
	await ana.keyboard.press('n');
	await ana.waitForURL(`**${candidates[2]}`);
	await ana.keyboard.press('9');
	await says(/^Artefact: bad epoch, likely — saved/);

	await ana.keyboard.press('j');
	await ana.waitForURL(`**${candidates[3]}`);
	await ana.keyboard.press('ArrowLeft');
	await ana.waitForURL(`**${candidates[2]}`);
	await ana.keyboard.press('g');
	await ana.keyboard.press('q');
	await ana.waitForURL('**/queues');
	await ana.context().close();
});

test('after a skip the keys of the next candidate work, undo among them', async ({ browser }) => {
	const ana = await browserOf(browser, 'ana');
	const queue = await newQueue(ana, { name: `Skip ${Date.now()}`, sealing: 'open' });
	const candidates = await candidatesOf(ana, queue, 2);
	await ana.goto(candidates[0]);
	await live(ana);
	await ana.keyboard.press('s');
	await ana.waitForURL(`**${candidates[1]}*`);
	await live(ana);
	await ana.keyboard.press('1');
	await expect(ana.getByText(/^ESE, likely — saved/)).toBeVisible();
	await ana.keyboard.press('u');
	await expect(ana.getByText('Vote withdrawn. u undoes.')).toBeVisible();
	await ana.context().close();
});

test('keys are the field’s while one types, Escape gives them back', async ({ browser }) => {
	const ana = await browserOf(browser, 'ana');
	const queue = await newQueue(ana, { name: `Typing ${Date.now()}`, sealing: 'open' });
	const [candidate] = await candidatesOf(ana, queue, 1);
	await ana.goto(candidate);
	await live(ana);
	await ana.keyboard.press('m');
	const comment = ana.getByLabel('Write a comment');
	await expect(comment).toBeFocused();
	await ana.keyboard.type('1 of 2, just a note');
	await expect(comment).toHaveValue('1 of 2, just a note');
	expect(new URL(ana.url()).pathname).toBe(candidate);
	await ana.keyboard.press('Escape');
	await ana.keyboard.press('t');
	await expect(ana.getByRole('combobox', { name: 'Add a tag' })).toBeFocused();
	await ana.context().close();
});

test('the help sheet lists the keys, and they can be switched off', async ({ browser }) => {
	const ana = await browserOf(browser, 'ana');
	await live(ana);
	await ana.keyboard.press('?');
	const sheet = ana.getByRole('dialog', { name: 'Keys' });
	await expect(sheet).toContainText('Next candidate you have not voted on');
	await sheet.getByRole('checkbox', { name: /Single-key shortcuts/ }).uncheck();
	await ana.keyboard.press('Escape');
	await expect(sheet).toBeHidden();
	await ana.reload();
	await live(ana);
	await ana.keyboard.press('?');
	await expect(sheet).toBeHidden();
	await ana.getByRole('button', { name: 'Keys' }).click();
	await sheet.getByRole('checkbox', { name: /Single-key shortcuts/ }).check();
	await ana.context().close();
});
