import { expect, test, type Page } from '@playwright/test';
import { browserOf } from './people.ts';

let ben: Page;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
	ben = await browserOf(browser, 'ben');
});

test.afterAll(async () => {
	await ben.context().close();
});

/** Where some object of the demo is, degrees, and its name. */
async function anObject(page: Page): Promise<{ name: string; ra: number; dec: number }> {
	await page.goto('/queues');
	const queue = page.locator('main a[href^="/queues/"]').first();
	const id = /\/queues\/(\w+)/.exec((await queue.getAttribute('href')) ?? '')?.[1];
	const answer = await page.request.get(`/api/v1/queues/${id}/candidates`);
	// Our own API; another shape fails the test.
	const { rows } = (await answer.json()) as { rows: { name: string; ra: number; dec: number }[] };
	return rows[0];
}

function packet({ ra, dec }: { ra: number; dec: number }, event: string): string {
	return `<voe:VOEvent xmlns:voe="http://www.ivoa.net/xml/VOEvent/v2.0" version="2.0" role="observation" ivorn="ivo://e2e.example/stream#${event}">
<Who><Author><title>End to end</title></Author></Who>
<WhereWhen><ObsDataLocation><ObservationLocation><AstroCoords coord_system_id="UTC-ICRS-TOPO">
<Position2D unit="deg"><Value2><C1>${ra}</C1><C2>${dec}</C2></Value2><Error2Radius>0.001</Error2Radius></Position2D>
</AstroCoords></ObservationLocation></ObsDataLocation></WhereWhen></voe:VOEvent>`;
}

test('a VOEvent posted by a program appears in the open inbox without a reload', async () => {
	const object = await anObject(ben);
	await ben.goto('/alerts?cause=voevent');
	await expect(ben.getByText('live', { exact: true })).toBeVisible({ timeout: 20_000 });
	const posted = await ben.request.post('/api/v1/voevent', {
		headers: { 'content-type': 'application/xml' },
		data: packet(object, String(Date.now()))
	});
	expect(await posted.json()).toMatchObject({ kind: 'raised', within: true });
	await expect(ben.getByRole('article', { name: object.name })).toContainText('End to end');
});

test('an alert is dismissed by keys alone, with a reason, and undone', async () => {
	await ben.goto('/alerts?cause=voevent');
	await expect(ben.getByText('live', { exact: true })).toBeVisible({ timeout: 20_000 });
	const alerts = ben.getByRole('article');
	const before = await alerts.count();
	await ben.keyboard.press('j');
	await ben.keyboard.press('v');
	await ben.keyboard.press('i');
	await ben.keyboard.type('nothing to see here');
	await ben.keyboard.press('Enter');
	await expect(ben.getByText('Dismissed.', { exact: true })).toBeVisible();
	await expect(alerts).toHaveCount(before - 1);
	await ben.getByRole('button', { name: /^Undo/ }).click();
	await expect(alerts).toHaveCount(before);
});
