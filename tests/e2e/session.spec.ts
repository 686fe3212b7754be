import { expect, test, type Page } from '@playwright/test';
import { browserOf, live } from './people.ts';
import { candidatesOf, newQueue } from './queues.ts';

let ana: Page;
let ben: Page;
let session: string;
let candidates: string[];

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
	ana = await browserOf(browser, 'ana');
	ben = await browserOf(browser, 'ben');
	const name = `Session ${Date.now()}`;
	const queue = await newQueue(ana, { name, sealing: 'blind' });
	candidates = await candidatesOf(ana, queue, 2);
	await ana.goto(`/sessions?queue=${queue.split('/').at(-1)}`);
	await ana.getByLabel('Name').fill(name);
	await ana.getByRole('button', { name: 'Start the session' }).click();
	await expect(ana.getByRole('heading', { name, level: 1 })).toBeVisible();
	session = new URL(ana.url()).pathname;
	await ben.goto(session);
	await Promise.all([live(ana), live(ben)]);
});

test.afterAll(async () => {
	await ana.context().close();
	await ben.context().close();
});

test('who follows goes where the driver goes; who roams does not', async () => {
	await ana.getByRole('link', { name: 'Open the first candidate' }).click();
	await ben.getByRole('link', { name: /^Join at/ }).click();
	await expect(ben.getByRole('button', { name: /^Following/ })).toBeVisible();
	await live(ana);
	await live(ben);
	await ana.keyboard.press('j');
	await ana.waitForURL(`**${candidates[1]}?*session=*`);
	await ben.waitForURL(`**${candidates[1]}?*session=*`);
	await ben.keyboard.press('l');
	await expect(ben.getByRole('button', { name: /^Follow / })).toBeVisible();
	await ana.keyboard.press('k');
	await ana.waitForURL(`**${candidates[0]}?*session=*`);
	await expect(ben).toHaveURL(new RegExp(candidates[1]));
	await ben.keyboard.press('l');
	await ben.waitForURL(`**${candidates[0]}?*session=*`);
});

test('a round is sealed until the chair reveals it for all', async () => {
	await ana.getByRole('button', { name: 'Open the round' }).click();
	const bar = ana.getByRole('region', { name: 'Session' });
	await expect(bar).toContainText('Round 1 is open: 0 people have voted');
	await ben.getByRole('button', { name: /^2 Scintillation/ }).click();
	await expect(bar).toContainText('Round 1 is open: 1 person has voted');
	await expect(bar).not.toContainText('Scintillation');
	await ana.getByRole('button', { name: 'Reveal for all' }).click();
	await expect(bar).toContainText('Scintillation 1');
	await expect(ben.getByRole('region', { name: 'Session' })).toContainText('Scintillation 1');
});

test('the record and the minutes say what happened', async () => {
	await ana.goto(session);
	await expect(ana.getByRole('region', { name: 'What happened' })).toContainText(
		/revealed the votes of round 1/
	);
	const minutes = await ana.request.get(`${session}/minutes.md`);
	expect(await minutes.text()).toContain('round 1: Scintillation 1');
	await ana.getByRole('link', { name: 'Replay' }).click();
	await ana.getByRole('button', { name: /voted\.$/ }).click();
	await expect(ana.getByText(/sealed; .* had voted/)).toBeVisible();
});
