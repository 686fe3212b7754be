import type { CandidateList } from '#schema/queue.ts';

const DEFAULTS: CandidateList = {
	sort: 'rank',
	order: 'asc',
	page: 1,
	show: 'all',
	tag: '',
	anyTags: '',
	allTags: '',
	noTags: '',
	session: ''
};

/** A list's state as a query string, defaults left out, so that the plain address is the plain list. */
export function listQuery(list: CandidateList): string {
	const query = new URLSearchParams();
	for (const [name, value] of Object.entries(list)) {
		if (value !== DEFAULTS[name as keyof CandidateList]) query.set(name, String(value));
	}
	return query.size > 0 ? `?${query.toString()}` : '';
}

/** The queue's table with some of its state changed; anything but a change of page starts at page 1. */
export function queueHref(
	queueId: string,
	list: CandidateList,
	change: Partial<CandidateList> = {}
): string {
	return `/queues/${queueId}${listQuery({ ...list, page: 1, ...change })}`;
}

/** A candidate as seen from a list: previous and next follow the list's order and filter. */
export function candidateHref(queueId: string, candidateId: string, list: CandidateList): string {
	return `/queues/${queueId}/${candidateId}${listQuery({ ...list, page: 1 })}`;
}
