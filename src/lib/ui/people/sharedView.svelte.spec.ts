import type { Room } from '#realtime/room.svelte.ts';
import type { Presence } from '#schema/annotation.ts';
import { expect, test } from 'vitest';
import { SharedView } from './sharedView.svelte.ts';

function person(id: string, fromMjd: number): Presence {
	return {
		user: { id, name: id, colour: 1 },
		...{ candidateId: null, cursorMjd: null, cursorStamp: null, typing: false, follows: false },
		...{ brush: { fromMjd, toMjd: fromMjd + 1 }, stampImageId: fromMjd }
	};
}

/** Of a room, the view reads who is there and what they show. */
function viewOf(userId: string, driverId: string | null, people: Presence[]): SharedView {
	const room = { people } as unknown as Room;
	return new SharedView(() => ({ room, userId, driverId }));
}

test('a follower sees what the driver shows, whatever others claim', () => {
	const view = viewOf('me', 'ana', [person('eve', 1), person('ana', 5)]);
	expect(view.brush).toEqual({ fromMjd: 5, toMjd: 6 });
	expect(view.stampImageId).toBe(5);
});

test('whoever roams, drives, or has nobody to follow is led nowhere', () => {
	const roaming = viewOf('me', 'ana', [person('ana', 5)]);
	roaming.toggle();
	const driving = viewOf('ana', 'ana', [person('me', 5)]);
	const alone = viewOf('me', null, [person('ana', 5)]);
	for (const view of [roaming, driving, alone, new SharedView(() => null)]) {
		expect([view.follows, view.brush, view.stampImageId]).toEqual([false, undefined, undefined]);
	}
	expect(driving.drives).toBe(true);
});

test('a driver who has zoomed nowhere leads to the whole curve', () => {
	const ana = { ...person('ana', 5), brush: null };
	expect(viewOf('me', 'ana', [ana]).brush).toBeNull();
});
