import { describe, expect, test } from 'vitest';
import type { NoticeRecord } from '#schema/notice.ts';
import { noticeText } from './noticeText.ts';

const RECORD: NoticeRecord = {
	object: {
		id: 'o',
		name: 'J100000.0-300000',
		ra: 150,
		dec: -30,
		uncertaintyDeg: 0.5 / 3600,
		firstRunId: 1,
		createdAt: new Date(0)
	},
	source: null,
	runName: null,
	lightCurve: null,
	votes: [],
	interests: [],
	contact: 'Ana',
	address: 'https://caustic.example/objects/o'
};

describe('a draft notice', () => {
	test('says nothing that the record does not know', () => {
		expect(noticeText(RECORD)).toBe(
			`# J100000.0-300000

Position (ICRS): RA 10:00:00.00, Dec -30:00:00.0 (150.00000 deg, -30.00000 deg), uncertainty 0.5 arcsec (1 sigma).

Contact: Ana. Record: https://caustic.example/objects/o
`
		);
	});

	test('names the class only where all verdicts agree, and the votes in numbers', () => {
		const at = new Date(Date.UTC(2026, 4, 3));
		const votes = {
			queueName: 'new',
			verdict: { label: 'ESE', byName: null, at },
			tally: [
				{ label: 'ESE', votes: 3 },
				{ label: 'AGN', votes: 1 }
			],
			blind: 2
		};
		const text = noticeText({ ...RECORD, votes: [votes] });
		expect(text).toMatch(/^# J100000\.0-300000: classified as ESE\n/);
		expect(text).toContain(
			'Classified as ESE by the votes in the queue “new” on 2026-05-03. Votes: 3 ESE, 1 AGN (2 of 4 given blind).'
		);
		const other = { ...votes, verdict: { label: 'AGN', byName: 'Ben', at } };
		expect(noticeText({ ...RECORD, votes: [votes, other] })).toMatch(/^# J100000\.0-300000\n/);
		const open = { ...votes, verdict: null };
		expect(noticeText({ ...RECORD, votes: [open] })).toContain(
			'No verdict yet in the queue “new”.'
		);
	});

	test('gives who works on it, with their link', () => {
		const since = new Date(Date.UTC(2026, 0, 2));
		const entry = { userName: 'Ben', text: 'VLBI proposal', link: 'https://x.example/', since };
		expect(noticeText({ ...RECORD, interests: [entry] })).toContain(
			'Working on it: Ben since 2026-01-02: VLBI proposal (https://x.example/).'
		);
	});
});
