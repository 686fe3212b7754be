import { imageListSchema, type ImageList } from '#schema/imagePage.ts';
import { addressOf } from '#schema/readAddress.ts';

/** The table of images with some of its state changed; anything but a change of page starts at page 1. */
export function imagesHref(list: ImageList, change: Partial<ImageList> = {}): string {
	return `/images${addressOf(imageListSchema, { ...list, page: 1, ...change })}`;
}

/** An image as seen from a list: previous and next follow the list's order and filter. */
export function imageHref(id: number, list: ImageList): string {
	return `/images/${id}${addressOf(imageListSchema, { ...list, page: 1, size: 50 })}`;
}
