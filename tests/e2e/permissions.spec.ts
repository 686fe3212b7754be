import { expect, test } from '@playwright/test';
import { browserOf } from './people.ts';
import { candidatesOf } from './queues.ts';

test('a viewer sees everything and no control that would be refused', async ({ browser }) => {
	const eve = await browserOf(browser, 'eve');
	await expect(eve.getByRole('link', { name: 'Settle' })).toHaveCount(0);
	await expect(eve.getByRole('link', { name: 'New queue' })).toHaveCount(0);
	const queue = eve.getByRole('heading', { level: 2 }).getByRole('link').first();
	const [candidate] = await candidatesOf(eve, String(await queue.getAttribute('href')), 1);
	await eve.goto(candidate);
	await expect(eve.getByRole('heading', { name: 'Light curve' })).toBeVisible();
	await expect(eve.getByRole('group', { name: 'Your verdict' })).toHaveCount(0);
	await expect(eve.getByRole('combobox', { name: 'Add a tag' })).toHaveCount(0);
	await expect(eve.getByLabel('Write a comment')).toHaveCount(0);
	await expect(eve.getByRole('button', { name: 'Mark interval' })).toHaveCount(0);
	await expect(eve.getByLabel('Shared notes on this object')).toHaveAttribute('readonly');
	await eve.context().close();
});

test('a viewer’s vote is refused by the API with its reason', async ({ browser, baseURL }) => {
	const eve = await browserOf(browser, 'eve');
	const queue = eve.getByRole('heading', { level: 2 }).getByRole('link').first();
	const [candidate] = await candidatesOf(eve, String(await queue.getAttribute('href')), 1);
	const id = candidate.split('/')[3].split('?')[0];
	const refused = await eve.request.post(`/api/v1/candidates/${id}/vote`, {
		data: { classKey: 'ese' },
		headers: { origin: String(baseURL) }
	});
	expect(refused.status()).toBe(403);
	expect(await refused.json()).toMatchObject({ code: 'NotPermitted' });
	await eve.context().close();
});

test('somebody unknown is asked to sign in, machines are told 401', async ({ page, request }) => {
	await page.goto('/queues?show=todo');
	expect(new URL(page.url()).search).toBe(`?next=${encodeURIComponent('/queues?show=todo')}`);
	for (const address of ['/api/v1/session', '/api/v1/queues', '/cutouts/1.png?ra=1&dec=1']) {
		const answer = await request.get(address);
		expect(answer.status(), address).toBe(401);
		expect(await answer.json()).toMatchObject({ code: 'NotSignedIn' });
	}
});

test('machines are told in JSON what went wrong, whatever it is', async ({ browser }) => {
	const ana = await browserOf(browser, 'ana');
	const nowhere = await ana.request.get('/api/v1/nowhere');
	expect([nowhere.status(), await nowhere.json()]).toMatchObject([404, { code: 'NotFound' }]);
	const deleted = await ana.request.delete('/api/v1/queues');
	expect([deleted.status(), await deleted.json()]).toMatchObject([405, { code: 'Invalid' }]);
	const broken = await ana.request.post('/api/v1/comments/preview', {
		data: '{"text":',
		headers: { 'content-type': 'application/json' }
	});
	expect([broken.status(), await broken.json()]).toMatchObject([400, { code: 'Invalid' }]);
	const image = await ana.request.get('/cutouts/1.png?ra=1&dec=1&low=0&high=0');
	expect([image.status(), await image.json()]).toMatchObject([400, { code: 'Invalid' }]);
	await ana.context().close();
});

test('nothing is taken from another site’s page', async ({ browser }) => {
	const ana = await browserOf(browser, 'ana');
	for (const address of ['/sign-out', '/api/v1/comments/preview']) {
		const refused = await ana.request.post(address, {
			data: '{}',
			headers: { origin: 'https://evil.example' }
		});
		expect(refused.status(), address).toBe(403);
	}
	await ana.context().close();
});
