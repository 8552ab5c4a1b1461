
// Some tests count this process's sockets.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
