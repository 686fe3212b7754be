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
