import { expect, test } from 'vitest';
import { attachmentType, isShownInPages } from './attachmentType.ts';

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const text = (content: string) => new TextEncoder().encode(content);

test.each([
	['plot.png', Uint8Array.from([...PNG, 0, 0]), 'image/png'],
	['PLOT.JPEG', Uint8Array.from([0xff, 0xd8, 0xff, 0xe0]), 'image/jpeg'],
	['paper.pdf', text('%PDF-1.7'), 'application/pdf'],
	['cube.fits', text('SIMPLE  =                    T'), 'application/fits'],
	['fluxes.csv', text('mjd,flux\r\n59000,2.1\n'), 'text/csv; charset=utf-8'],
	['notes.txt', text('η = 3.2, δ −30°'), 'text/plain; charset=utf-8']
])('%s of its kind is taken', (name, bytes, mediaType) => {
	expect(attachmentType(name, bytes)).toBe(mediaType);
});

test.each([
	['a page called a picture', 'plot.png', text('<html><script>alert(1)</script>')],
	['a picture called text', 'plot.txt', Uint8Array.from(PNG)],
	['a page', 'plot.html', text('<html>')],
	['a drawing that can hold scripts', 'plot.svg', text('<svg xmlns="…">')],
	['a PNG cut short', 'plot.png', Uint8Array.from(PNG.slice(0, 4))],
	['text that is not UTF-8', 'a.csv', Uint8Array.from([0x61, 0xff, 0xfe])],
	['nothing', 'empty.txt', new Uint8Array()],
	['a name without an ending', 'plot', Uint8Array.from(PNG)]
])('%s is not taken', (_, name, bytes) => {
	expect(attachmentType(name, bytes)).toBeNull();
});

test('only pictures are shown in pages', () => {
	expect(['image/png', 'application/pdf', 'text/plain; charset=utf-8'].map(isShownInPages)).toEqual(
		[true, false, false]
	);
});
