import { inTransaction, store } from '../../store/client.ts';
import { turnStragglers } from '../../store/tagChanges.ts';
import { deleteTag, recountTag, tagMeantBy } from '../../store/tagVocabulary.ts';

/**
 * Counts a word's uses after a command. A rename that ended while the command was under way did not see what the command
 * wrote: that then follows the word to the tag it has become.
 */
export async function settleWord(word: string): Promise<void> {
	const meant = await tagMeantBy(store(), word);
	if (meant && meant.name !== word) {
		const straggling = { from: word, into: meant.name };
		await inTransaction(store(), async (transaction) => {
			await turnStragglers(store(), straggling, transaction);
			await deleteTag(store(), word, transaction);
		});
	}
	await recountTag(store(), meant?.name ?? word);
}
