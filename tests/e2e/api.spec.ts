import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { browserOf } from './people.ts';

let ben: Page;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
	ben = await browserOf(browser, 'ben');
});
test.afterAll(() => ben.context().close());

async function expectAccessible(page: Page) {
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

test('a token is shown once, works for a program and on no page, and is revoked at once', async () => {
	const name = `script ${Date.now()}`;
	await ben.goto('/tokens');
	await ben.getByLabel('What it is for').fill(name);
	await ben.getByRole('button', { name: 'Make token' }).click();
	const shown = ben.getByRole('status').filter({ hasText: 'shown this once' });
	const secret = (await shown.locator('code').first().textContent()) ?? '';
	expect(secret).toMatch(/^caustic_/);
	await expectAccessible(ben);

	const { origin } = new URL(ben.url());
	const ask = (path: string) =>
		fetch(`${origin}${path}`, {
			headers: { authorization: `Bearer ${secret}` },
			redirect: 'manual'
		});
	expect((await ask('/api/v1/session')).status).toBe(200);
	expect((await ask('/queues')).status).toBe(303);

	await ben.goto('/tokens');
	await expect(ben.getByText(secret)).toHaveCount(0);
	await ben.getByRole('button', { name: `Revoke ${name}` }).click();
	await expect(ben.getByRole('row', { name: new RegExp(name) })).toContainText('revoked');
	expect((await ask('/api/v1/session')).status).toBe(401);
});

test('the API is read and tried on its page', async () => {
	await ben.goto('/api');
	await ben.getByRole('searchbox', { name: 'Find' }).fill('GET queues how far');
	await ben.getByText('Queues with how far each is.').click();
	await ben.getByLabel('limit').fill('1');
	await ben.getByRole('button', { name: 'Send' }).click();
	await expect(ben.getByRole('region', { name: 'Answer' })).toContainText('"queue"');
	await expectAccessible(ben);
});
