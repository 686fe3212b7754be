import { expect, type Page } from '@playwright/test';

/** Makes a queue as a curator, from the first completed run, with other settings by their labels; gives its address. */
export async function newQueue(
	curator: Page,
	{
		name,
		sealing,
		settings = {}
	}: { name: string; sealing: 'open' | 'blind'; settings?: Record<string, string> }
): Promise<string> {
	await curator.goto('/queues/new');
	await curator.getByLabel('Name', { exact: true }).fill(name);
	await curator.getByLabel('Votes of others').selectOption(sealing);
	if (Object.keys(settings).length > 0)
		await curator.getByText('Retirement, order of work, voters, hidden tests, deadline').click();
	for (const [label, value] of Object.entries(settings))
		await curator.getByLabel(label).fill(value);
	await curator.getByRole('button', { name: 'Make the queue' }).click();
	// With hidden tests it takes a minute.
	const timeout = Object.keys(settings).length > 0 ? 180_000 : 30_000;
	await expect(curator.getByRole('heading', { name, level: 1 })).toBeVisible({ timeout });
	return new URL(curator.url()).pathname;
}

/** Addresses of the first candidates of a queue, in the order of its table. */
export async function candidatesOf(page: Page, queue: string, count: number): Promise<string[]> {
	await page.goto(queue);
	const links = page.getByRole('table').getByRole('link', { name: /^J\d{6}/ });
	await expect(links.nth(count - 1)).toBeVisible();
	const addresses = await links.evaluateAll((found) => found.map((a) => a.getAttribute('href')));
	return addresses.slice(0, count).map((address) => String(address));
}
