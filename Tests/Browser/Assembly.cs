// Each class has a server, an engine and a browser of its own; two at once on a small machine only slow each other down.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
