/** The one after or the one before, as the reference's addresses say it. */
export const match = (text: string): text is 'next' | 'prev' => text === 'next' || text === 'prev';
