import { collection, type Store } from './client.ts';

interface ArrivedImage {
	_id: number;
	name: string;
	/** Absent from images of a version that did not note it. */
	ingestedAt?: Date;
}

const images = (store: Store) => collection<ArrivedImage>(store, 'images');

/** Images read in since then by hour or by day (UTC); spans without any are left out. */
export async function countArrivals(
	store: Store,
	since: Date,
	unit: 'hour' | 'day'
): Promise<{ from: Date; images: number }[]> {
	return images(store)
		.aggregate<{ from: Date; images: number }>([
			{ $match: { ingestedAt: { $gte: since } } },
			{
				$group: { _id: { $dateTrunc: { date: '$ingestedAt', unit } }, images: { $sum: 1 } }
			},
			{ $project: { _id: 0, from: '$_id', images: 1 } },
			{ $sort: { from: 1 } }
		])
		.toArray();
}

export async function latestArrival(
	store: Store
): Promise<{ id: number; name: string; at: Date } | null> {
	const [latest] = await images(store)
		.find({ ingestedAt: { $type: 'date' } }, { projection: { name: 1, ingestedAt: 1 } })
		.sort({ ingestedAt: -1 })
		.limit(1)
		.toArray();
	return latest?.ingestedAt ? { id: latest._id, name: latest.name, at: latest.ingestedAt } : null;
}

/** Images whose arrival was not noted. */
export function countUnnoted(store: Store): Promise<number> {
	return images(store).countDocuments({ ingestedAt: { $exists: false } });
}
