import { describe, expect, test } from 'vitest';
import type { Announcement } from '#schema/announcement.ts';
import { RecentNews } from './recentNews.server.ts';

const SINCE_THE_START = { heardSince: 0, now: 1000 };
const of = (topic: string, detail?: Announcement['detail']): Announcement => ({
	...{ topic, kind: 'vote', byId: null, byName: null },
	...(detail && { detail })
});

describe('whether a page that was loaded at a moment shows everything', () => {
	test('it does when nothing was announced for its room since', () => {
		const news = new RecentNews();
		news.hear(of('object-a'), 400);
		news.hear(of('object-b'), 900);
		expect(news.isQuiet('object-a', 500, SINCE_THE_START)).toBe(true);
		expect(news.isQuiet('object-b', 500, SINCE_THE_START)).toBe(false);
		expect(news.isQuiet('object-a', 400, SINCE_THE_START)).toBe(false);
	});

	test('what concerns all objects concerns each of them, and no other room', () => {
		const news = new RecentNews();
		news.hear(of('images'), 600);
		expect(news.isQuiet('object-a', 500, SINCE_THE_START)).toBe(false);
		expect(news.isQuiet('queues', 500, SINCE_THE_START)).toBe(true);
		expect(news.isQuiet('object-a', 700, SINCE_THE_START)).toBe(true);
		news.hear(of('scores', { shown: 1 }), 800);
		expect(news.isQuiet('object-a', 700, SINCE_THE_START)).toBe(false);
	});

	test('it is not known where announcements may have been lost, or are lost now', () => {
		const news = new RecentNews();
		expect(news.isQuiet('runs', 500, { heardSince: 501, now: 1000 })).toBe(false);
		expect(news.isQuiet('runs', 500, { heardSince: null, now: 1000 })).toBe(false);
	});

	test('nor of a page that was loaded long ago, of which the news are forgotten', () => {
		const news = new RecentNews();
		const now = 3_600_000;
		news.hear(of('runs'), 700);
		news.hear(of('queues'), now);
		expect(news.isQuiet('runs', 500, { heardSince: 0, now })).toBe(false);
		expect(news.isQuiet('runs', now - 1000, { heardSince: 0, now })).toBe(true);
	});
});
