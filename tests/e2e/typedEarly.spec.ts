import { expect, test } from '@playwright/test';
import { MESSAGE_UP_TO_DATE } from '#schema/announcement.ts';
import { browserOf } from './people.ts';

test('what is typed before the page comes alive stays typed', async ({ browser }) => {
	const ben = await browserOf(browser, 'ben');
	let arrive = () => {};
	const arrived = new Promise<void>((resolve) => (arrive = resolve));
	await ben.route('**/_app/immutable/**/*.js', async (route) => {
		await arrived;
		await route.continue();
	});
	// It is not told that nothing was announced since it was made, so it loads its data again.
	await ben.routeWebSocket(/\/yjs\//, (socket) => {
		const server = socket.connectToServer();
		server.onMessage((message) => {
			if (message[0] !== MESSAGE_UP_TO_DATE) socket.send(message);
		});
	});
	await ben.goto('/watch-rules/new', { waitUntil: 'commit' });
	const name = ben.getByLabel('Name', { exact: true });
	const value = ben.getByLabel('Value of condition 1');
	await name.fill('Loud');
	await value.fill('1000');
	const loaded = ben.waitForResponse(/__data\.json/);
	arrive();
	// The sheet of keys opens once the page is alive, not before.
	await expect(async () => {
		await ben.getByRole('button', { name: 'Keys' }).click();
		await expect(ben.getByRole('dialog')).toBeVisible({ timeout: 500 });
	}).toPass();
	await expect(name).toHaveValue('Loud');
	await expect(value).toHaveValue('1000');
	// Nor does the first load of the page’s data after that put anything back.
	await loaded;
	await expect(name).toHaveValue('Loud');
	await ben.context().close();
});
