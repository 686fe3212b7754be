import { expect, test, type Page } from '@playwright/test';
import { browserOf, live } from './people.ts';
import { candidatesOf, newQueue } from './queues.ts';

let ana: Page;
let ben: Page;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
	ana = await browserOf(browser, 'ana');
	ben = await browserOf(browser, 'ben');
	const queue = await newQueue(ana, { name: `Together ${Date.now()}`, sealing: 'open' });
	const [candidate] = await candidatesOf(ana, queue, 1);
	await Promise.all([ana.goto(candidate), ben.goto(candidate)]);
	await Promise.all([live(ana), live(ben)]);
});

test.afterAll(async () => {
	await ana.context().close();
	await ben.context().close();
});

test('each sees that the other is here', async () => {
	const here = { name: '1 other person here' };
	await expect(ana.getByRole('list', here)).toContainText(/ben/i);
	await expect(ben.getByRole('list', here)).toContainText(/ana/i);
});

test('a vote appears at the other’s without a reload, and is announced', async () => {
	await ben.getByRole('button', { name: /^2 Scintillation/ }).click();
	await expect(ben.getByText(/^Scintillation, likely — saved/)).toBeVisible();
	const votes = ana.getByRole('list', { name: 'Others’ votes' });
	await expect(votes).toContainText('Scintillation');
	await expect(
		ana
			.getByRole('status')
			.filter({ hasText: /ben.* voted/i })
			.first()
	).toBeAttached();
});

test('a withdrawn vote vanishes at the other’s', async () => {
	await ben.getByRole('button', { name: /Undo: withdraw/ }).click();
	await expect(ben.getByText('Vote withdrawn. u undoes.')).toBeVisible();
	await expect(ana.getByRole('list', { name: 'Others’ votes' })).toBeHidden();
});

test('a tag made by one appears at the other’s, and so does its removal', async () => {
	const tag = `both-see-${Date.now() % 100_000}`;
	await ana.getByRole('combobox', { name: 'Add a tag' }).fill(tag);
	await ana.getByRole('option', { name: new RegExp(tag) }).click();
	await expect(ben.getByRole('button', { name: `Remove ${tag}` })).toBeVisible();
	await ben.getByRole('button', { name: `Remove ${tag}` }).click();
	await expect(ana.getByRole('button', { name: `Remove ${tag}` })).toBeHidden();
});

test('a comment and its answer appear at the other’s', async () => {
	const now = Date.now();
	await ana.getByLabel('Write a comment').fill(`Dip ${now} is **flat** at its bottom.`);
	await ana.getByRole('button', { name: 'Comment', exact: true }).click();
	const comment = ben.getByRole('article').filter({ hasText: `Dip ${now}` });
	await expect(comment.locator('strong', { hasText: /^flat$/ })).toBeVisible();
	await comment.getByRole('button', { name: 'Answer' }).click();
	await comment.getByLabel(/^Answer /).fill(`And at both bands ${now}.`);
	await comment.locator('form').getByRole('button', { name: 'Answer' }).click();
	await expect(ana.getByText(`And at both bands ${now}.`)).toBeVisible();
});

test('both write into the notes at once, and nothing is lost', async () => {
	const [hers, his] = [ana, ben].map((page) => page.getByLabel('Shared notes on this object'));
	const now = Date.now();
	await hers.press('Control+Home');
	await his.press('Control+End');
	await Promise.all([
		hers.pressSequentially(`ana ${now} `, { delay: 20 }),
		his.pressSequentially(` ben ${now}`, { delay: 20 })
	]);
	// Where both began in the same place, either may come first.
	const whole = new RegExp(`^(?=.*ana ${now} )(?=.* ben ${now})`, 's');
	await expect(hers).toHaveValue(whole);
	await expect(his).toHaveValue(whole);
	await expect(his).toHaveValue(await hers.inputValue());
	await expect(ana.getByText('saved', { exact: true })).toBeVisible();
	await ana.reload();
	await expect(hers).toHaveValue(whole);
});

test('an annotation typed by one is in the other’s list until either deletes it', async () => {
	await live(ana);
	await ana.getByRole('button', { name: 'Mark interval' }).click();
	await ana.getByLabel('From, MJD').fill('59010');
	await ana.getByLabel('To, MJD').fill('59050.5');
	await ana.getByLabel('What it is').fill('ingress');
	await ana.getByRole('button', { name: 'Add', exact: true }).first().click();
	const list = ben.getByRole('list', { name: 'Annotations' });
	await expect(list).toContainText('MJD 59010.00 to 59050.50');
	await ben.getByRole('button', { name: 'Delete “ingress”' }).click();
	await expect(ana.getByRole('list', { name: 'Annotations' })).toBeHidden();
});

test('an interval dragged over the light curve fills the fields', async () => {
	await ana.getByRole('button', { name: 'Mark interval' }).click();
	const canvas = ana.getByRole('img', { name: /^Light curve\./ }).locator('canvas');
	await canvas.scrollIntoViewIfNeeded();
	const box = await canvas.boundingBox();
	if (!box) throw new Error('the light curve has no canvas');
	await ana.mouse.move(box.x + box.width * 0.3, box.y + box.height / 2);
	await ana.mouse.down();
	await ana.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2, { steps: 5 });
	await ana.mouse.up();
	await expect(ana.getByLabel('From, MJD')).toHaveValue(/^\d{5}\.\d{3}$/);
	await expect(ana.getByLabel('What it is')).toBeFocused();
	await ana.getByRole('button', { name: 'Cancel' }).click();
});
