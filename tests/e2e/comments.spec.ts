import { expect, test } from '@playwright/test';
import { browserOf, live } from './people.ts';
import { candidatesOf, newQueue } from './queues.ts';

test('a comment names a person, points at an epoch, carries the light curve and keeps its history', async ({
	browser
}) => {
	const ana = await browserOf(browser, 'ana');
	const now = Date.now();
	const queue = await newQueue(ana, { name: `Comments ${now}`, sealing: 'open' });
	const [candidate] = await candidatesOf(ana, queue, 1);
	await ana.goto(candidate);
	await live(ana);
	const box = ana.getByLabel('Write a comment');
	await box.pressSequentially(`Dip ${now}, @be`);
	await expect(ana.getByRole('option', { name: /@ben/ })).toBeVisible();
	await box.press('Enter');
	await expect(box).toHaveValue(`Dip ${now}, @ben `);
	await ana.getByRole('button', { name: 'Attach the light curve' }).click();
	await expect(ana.getByRole('list', { name: 'Files to attach' })).toContainText('light-curve.png');
	await ana.getByText(/^The same as a table/).click();
	await ana.getByRole('button', { name: 'Comment on epoch 2', exact: true }).click();
	await expect(box).toBeFocused();
	await ana.getByRole('button', { name: 'Comment', exact: true }).click();
	const comment = ana.getByRole('article').filter({ hasText: `Dip ${now}` });
	await expect(comment.getByRole('button', { name: /^Epoch 2,/ })).toBeVisible();
	await expect(comment.getByRole('img', { name: 'light-curve.png' })).toBeVisible();
	await comment.getByRole('button', { name: 'React' }).click();
	await comment.getByRole('button', { name: 'Striking' }).click();
	await expect(comment.getByRole('button', { name: /^Striking: / })).toHaveAttribute(
		'aria-pressed',
		'true'
	);
	await comment.getByRole('button', { name: 'Edit', exact: true }).click();
	await ana.getByLabel('Change the comment').fill(`Dip ${now} at both bands, @ben`);
	await ana.getByRole('button', { name: 'Save', exact: true }).click();
	await comment.getByRole('button', { name: 'edited' }).click();
	const history = ana.getByRole('dialog');
	await expect(history.getByText(`Dip ${now}, @ben`)).toBeVisible();
	await expect(history.getByText(`Dip ${now} at both bands, @ben`)).toBeVisible();
	await ana.keyboard.press('Escape');
	await comment.getByRole('button', { name: 'Resolve' }).click();
	await expect(ana.getByText(new RegExp(`^Resolved by .*Dip ${now}`))).toBeVisible();
	await ana.context().close();
});

test('a comment of 10 MB is refused unread, and a mention of nobody by name', async ({
	browser
}) => {
	const ben = await browserOf(browser, 'ben');
	const about = { target: 'run-1' };
	const long = await ben.request.post('/api/v1/comments', {
		data: { ...about, text: 'x'.repeat(1e7) }
	});
	expect([long.status(), await long.json()]).toMatchObject([400, { code: 'Invalid' }]);
	const nobody = await ben.request.post('/api/v1/comments', {
		data: { ...about, text: 'ask @nobody-at-all' }
	});
	const refused = (await nobody.json()) as { message: string };
	expect(refused.message).toContain('“@nobody-at-all”');
	await ben.context().close();
});
