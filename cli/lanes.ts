// Works through a list several at a time: each lane takes the next one as soon as it is done with its last.

/** Ends when all are done; the first error ends it, and what other lanes are at goes on to its own end. */
export async function inLanes<T>(
  lanes: number,
  items: Iterable<T> | AsyncIterable<T>,
  work: (item: T, lane: number) => Promise<unknown>,
): Promise<void> {
  const source = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]()
  const run = async (lane: number): Promise<void> => {
    for (let next = await source.next(); next.done !== true; next = await source.next())
      await work(next.value, lane)
  }
  await Promise.all(Array.from({ length: lanes }, (_, lane) => run(lane)))
}
