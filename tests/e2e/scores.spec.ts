import { expect, test } from '@playwright/test';
import { browserOf, live } from './people.ts';
import { candidatesOf } from './queues.ts';

test('the survey’s scattering event comes first, and its page says why', async ({ browser }) => {
	const ben = await browserOf(browser, 'ben');
	await ben.getByRole('link', { name: 'demo-survey: variables and new sources' }).first().click();
	await ben.waitForURL(/\/queues\/[^/]+$/);
	const [first] = await candidatesOf(ben, new URL(ben.url()).pathname, 1);
	await ben.goto(first);
	const why = ben.getByRole('list', { name: 'Why it is here' });
	await expect(why).toContainText(/Looks like a lens: \d+ % dip for \d+ d about 20\d\d-/);
	const card = ben.getByRole('region', { name: 'Scattering event?' });
	await expect(card.getByText(/uncalibrated/)).toBeVisible();
	await expect(card.getByRole('rowheader').first()).toHaveText('a plasma lens');
	await ben.context().close();
});

test('a run is scored again while its page is looked at, and calibrating needs verdicts', async ({
	browser
}) => {
	const ana = await browserOf(browser, 'ana');
	await ana.goto('/scores');
	await live(ana);
	const run = ana.getByRole('row', { name: /demo-survey/ });
	await run.getByRole('button', { name: /Score again/ }).click();
	await expect(run.getByText(/unchanged/)).toBeVisible();
	await ana.getByRole('button', { name: 'Make a calibration to look at' }).click();
	await expect(ana.getByText(/Missing: .* more/)).toBeVisible();
	await ana.context().close();
});

test('other scores load the table and the plane again, and leave what was ticked, typed and selected', async ({
	browser
}) => {
	test.setTimeout(120_000);
	const ana = await browserOf(browser, 'ana', { viewport: { width: 1440, height: 900 } });
	await ana.goto('/sources?run=latest');
	await live(ana);
	const ticked = ana.getByRole('checkbox', { name: /^Choose / }).first();
	await ticked.check();
	const typed = ana.getByLabel('Name of a queue of the chosen');
	await typed.fill('To look at later');

	const plane = await ana.context().newPage();
	await plane.goto('/eta-v');
	await expect(plane.getByText(/in view/)).toBeVisible();
	const box = await plane.getByRole('application', { name: /^η–V plane/ }).boundingBox();
	if (!box) throw new Error('The plane has no place on the page.');
	await plane.getByRole('button', { name: 'Box' }).click();
	await plane.mouse.move(box.x + 30, box.y + 30);
	await plane.mouse.down();
	await plane.mouse.move(box.x + box.width - 30, box.y + box.height - 30, { steps: 4 });
	await plane.mouse.up();
	const selected = plane.getByRole('heading', { name: /sources? selected/ });
	await expect(selected).toBeVisible();
	const count = await selected.innerText();

	const scores = await ana.context().newPage();
	await scores.goto('/scores');
	const again = [ana, plane].map((page) =>
		page.waitForResponse((answer) => answer.url().includes('__data.json'), { timeout: 60_000 })
	);
	const run = scores.getByRole('row', { name: /demo-survey/ });
	await run.getByRole('button', { name: /Score again/ }).click();
	for (const answer of await Promise.all(again)) expect(answer.ok()).toBe(true);
	await expect(run.getByText(/unchanged/)).toBeVisible();
	await expect(ticked).toBeChecked();
	await expect(typed).toHaveValue('To look at later');
	await expect(selected).toHaveText(count);
	await ana.context().close();
});
