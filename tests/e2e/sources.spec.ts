import { expect, test } from '@playwright/test';
import { browserOf, live } from './people.ts';

const FOUND = { level: 2, name: /^\d+ sources? of/ } as const;

test('a question is asked as it is typed, is shared by its address, and is taken apart again', async ({
	browser
}) => {
	const eve = await browserOf(browser, 'eve');
	await eve.goto('/sources');
	await live(eve);
	await expect(eve.getByText('Say which sources you want')).toBeVisible();
	const eta = eve.getByRole('textbox', { name: 'η at least' });
	await eta.fill('5');
	await expect(eve.getByRole('heading', FOUND)).toBeVisible();
	await expect(eve).toHaveURL(/[?&]min_bandEtaPeak=5/);
	await expect(eta).toBeFocused();
	await expect(eve.getByRole('slider', { name: 'η, at least' })).toHaveAttribute(
		'aria-valuetext',
		'5'
	);
	await eve.reload();
	await expect(eta).toHaveValue('5');
	await eve
		.getByRole('link', {
			name: /^η \(peak, in its most variable band\) ≥ 5\s?: take this condition away$/
		})
		.click();
	await expect(eta).toHaveValue('');
	await eve.context().close();
});

test('a position that cannot be read is refused beside its field', async ({ browser }) => {
	const eve = await browserOf(browser, 'eve');
	await eve.goto('/sources?at=10:00:00+-30:00:00%0A322+-91');
	await live(eve);
	const positions = eve.getByLabel('Positions or names, one a line');
	await expect(positions).toHaveAttribute('aria-invalid', 'true');
	await expect(eve.getByRole('alert').filter({ hasText: 'Line 2' })).toBeVisible();
	await positions.fill('10h00m00s -30d00m00s');
	await expect(eve.getByText(/RA 10:00:00/)).toBeVisible({ timeout: 15_000 });
	await expect(positions).not.toHaveAttribute('aria-invalid', 'true');
	await eve.context().close();
});

test('rows are walked and chosen by key, and become a queue', async ({ browser }) => {
	const ana = await browserOf(browser, 'ana');
	await ana.goto('/sources?run=latest&sort=etaPeak&order=desc');
	await live(ana);
	await expect(ana.getByRole('heading', FOUND)).toBeVisible();
	await ana.keyboard.press('j');
	await ana.keyboard.press('v');
	await ana.keyboard.press('j');
	await ana.keyboard.press('v');
	await expect(ana.getByText('2 chosen')).toBeVisible();
	await ana.getByLabel('Name of a queue of the chosen').fill(`Chosen ${Date.now()}`);
	await ana.getByRole('button', { name: 'Make a queue of these 2' }).click();
	await expect(ana.getByRole('heading', { level: 1, name: /^Chosen/ })).toBeVisible();
	await ana.context().close();
});
