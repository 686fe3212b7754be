import { expect, test, type Page } from '@playwright/test';
import { browserOf } from './people.ts';
import { candidatesOf, newQueue } from './queues.ts';

let ana: Page;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
	ana = await browserOf(browser, 'ana');
});

test.afterAll(async () => {
	await ana.context().close();
});

test('a catalogue is looked into, imported, found on a candidate, and removed by typing its name', async () => {
	const queue = await newQueue(ana, { name: `Known ${Date.now()}`, sealing: 'open' });
	const [candidate] = await candidatesOf(ana, queue, 1);
	await ana.goto(candidate);
	const panel = ana.getByRole('group').filter({ hasText: 'Known here: local catalogues' });
	const near = await panel
		.getByRole('link', { name: 'On a page of its own', includeHidden: true })
		.getAttribute('href');
	const [ra, dec] = (new URL(near ?? '', ana.url()).searchParams.get('at') ?? '').split(' ');

	const name = `Known ${Date.now()}`;
	await ana.goto('/catalogues');
	await ana.getByLabel('CSV, VOTable, FITS table or psrcat.db').setInputFiles({
		name: 'known.csv',
		mimeType: 'text/csv',
		buffer: Buffer.from(`label;RA;DEC;otype\nThe quasar;${ra};${dec};QSO\n`)
	});
	await ana.getByRole('button', { name: 'Look into the file' }).click();
	await expect(ana.getByText('RA, DEC: ICRS')).toBeVisible();
	await ana.getByText('Name the columns').click();
	await ana.getByLabel('Name', { exact: true }).selectOption('label');
	await ana.getByRole('button', { name: 'Read it so' }).click();
	await expect(ana.getByRole('cell', { name: 'The quasar' })).toBeVisible();
	await ana.getByLabel('Name of the catalogue').fill(name);
	await ana.getByRole('button', { name: 'Import the catalogue' }).click();
	await expect(ana.getByRole('heading', { name, level: 1 })).toBeVisible();
	const address = ana.url();

	await ana.goto(candidate);
	await ana.getByText('Known here: local catalogues').click();
	const row = ana.getByRole('row').filter({ hasText: name });
	await expect(row).toContainText('The quasar');
	await expect(row).toContainText('0.00');

	await ana.goto(address);
	await ana.getByText('Remove this catalogue').click();
	await ana.getByLabel(/^Type its name/).fill('another');
	await ana.getByRole('button', { name: `Remove ${name}` }).click();
	await expect(ana.getByRole('alert')).toContainText('is another name');
	await ana.getByLabel(/^Type its name/).fill(name);
	await ana.getByRole('button', { name: `Remove ${name}` }).click();
	await expect(ana.getByRole('heading', { name: 'Catalogues', level: 1 })).toBeVisible();
	await expect(ana.getByRole('link', { name })).toBeHidden();
});
