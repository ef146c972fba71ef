// How fast NATS' own client reads an object that it does not keep: node read_speed.mjs SERVER NAME
import { connect } from "nats";

const [servers, name] = process.argv.slice(2);
const line = await connect({ servers, timeout: 10000 });
try {
    const store = await line.jetstream().views.os("earshot_recordings");
    const began = performance.now();
    const result = await store.get(name);
    let bytes = 0;
    for await (const chunk of result.data)
        bytes += chunk.length;
    const failure = await result.error;
    if (failure)
        throw failure;
    console.log(`${(bytes / 1e3 / (performance.now() - began)).toFixed(1)} MB/s by nats.js, ${bytes} bytes`);
} finally {
    await line.close();
}
