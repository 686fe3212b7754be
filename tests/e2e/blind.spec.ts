import { expect, test } from '@playwright/test';
import { browserOf, live } from './people.ts';
import { candidatesOf, newQueue } from './queues.ts';

test('in a blind queue the others’ votes stay sealed until one has voted', async ({ browser }) => {
	const ana = await browserOf(browser, 'ana');
	const ben = await browserOf(browser, 'ben');
	const queue = await newQueue(ana, { name: `Blind ${Date.now()}`, sealing: 'blind' });
	const [candidate] = await candidatesOf(ben, queue, 1);
	await Promise.all([ana.goto(candidate), ben.goto(candidate)]);
	await Promise.all([live(ana), live(ben)]);

	await ben.getByRole('button', { name: /^1 ESE/ }).click();
	await expect(ana.getByText('1 other has voted. Sealed until you vote.')).toBeVisible();
	await expect(ana.getByRole('list', { name: 'Others’ votes' })).toHaveCount(0);
	const rows = await ana.request.get(`/api/v1${queue}/candidates`);
	const { rows: sealed } = (await rows.json()) as { rows: { votes: number; tally: unknown }[] };
	expect(sealed[0]).toMatchObject({ votes: 1, tally: null });
	const sent = await ana.request.get(`${candidate}/__data.json`);
	expect(await sent.text()).not.toContain('"cast"');

	await ana.getByRole('button', { name: /^3 AGN/ }).click();
	await expect(ana.getByRole('list', { name: 'Others’ votes' })).toContainText('ESE');
	await expect(ben.getByRole('list', { name: 'Others’ votes' })).toContainText('AGN');
	await expect(ana.getByText('AGN, likely, blind')).toBeVisible();
	await ana.context().close();
	await ben.context().close();
});
