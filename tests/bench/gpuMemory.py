"""Measures what training steps take of an NVIDIA GPU, to hold the figures of SPEC A11 to A16 against.

    python tests/bench/gpuMemory.py > "tests/fixtures/gpuMemory.<device>.json"

Needs torch and torchvision with CUDA, and an otherwise idle GPU. Prints JSON: the device, the versions, and for each
network, batch, precision and optimizer the most MiB of tensors (`allocated`), of the allocator's segments
(`reserved`), and of the whole device (`device`, the context included) during the second and third step. Runs that do
not fit have null instead. Every run has a process of its own, so that none finds what another has left behind.
"""

import itertools
import json
import subprocess
import sys

NETWORKS = ["resnet18", "resnet50", "resnet152", "vgg16", "mobilenet_v2", "densenet121", "efficientnet_b0"]
BATCHES = [8, 32, 128]
PRECISIONS = ["fp32", "mixed"]
OPTIMIZERS = ["momentum", "adam"]
PIXELS = 224
MIB = 1024**2


def measure(network: str, batch: int, precision: str, optimizer: str) -> dict:
    """Three training steps on random images; the peaks of the last two."""
    import torch
    import torchvision

    free_before, _ = torch.cuda.mem_get_info()
    model = torchvision.models.get_model(network, weights=None).cuda().train()
    if optimizer == "adam":
        rule = torch.optim.Adam(model.parameters())
    else:
        rule = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
    images = torch.randn(batch, 3, PIXELS, PIXELS, device="cuda")
    labels = torch.randint(1000, (batch,), device="cuda")
    scaler = torch.amp.GradScaler("cuda", enabled=precision == "mixed")
    lowest_free = free_before
    for step in range(3):
        if step == 1:
            torch.cuda.reset_peak_memory_stats()
        rule.zero_grad(set_to_none=True)
        with torch.autocast("cuda", enabled=precision == "mixed"):
            loss = torch.nn.functional.cross_entropy(model(images), labels)
        scaler.scale(loss).backward()
        scaler.step(rule)
        scaler.update()
        torch.cuda.synchronize()
        lowest_free = min(lowest_free, torch.cuda.mem_get_info()[0])
    return {
        "allocated": round(torch.cuda.max_memory_allocated() / MIB, 1),
        "reserved": round(torch.cuda.max_memory_reserved() / MIB, 1),
        "device": round((torch.cuda.get_device_properties(0).total_memory - lowest_free) / MIB, 1),
    }


def in_own_process(case: tuple) -> dict:
    """Runs one measurement apart from the others; a run that does not fit measures nothing."""
    network, batch, precision, optimizer = case
    given = {"network": network, "batch": batch, "precision": precision, "optimizer": optimizer}
    command = [sys.executable, __file__, json.dumps(given)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode == 0:
        return {**given, **json.loads(done.stdout)}
    if "OutOfMemoryError" not in done.stderr:
        sys.exit(done.stderr)
    return {**given, "allocated": None, "reserved": None, "device": None}


def main() -> None:
    if len(sys.argv) > 1:
        print(json.dumps(measure(**json.loads(sys.argv[1]))))
        return
    import torch
    import torchvision

    rows = [in_own_process(case) for case in itertools.product(NETWORKS, BATCHES, PRECISIONS, OPTIMIZERS)]
    versions = {"torch": torch.__version__, "torchvision": torchvision.__version__, "cuda": torch.version.cuda}
    device = torch.cuda.get_device_name(0)
    print(json.dumps({"device": device, "versions": versions, "pixels": PIXELS, "rows": rows}, indent=1))


if __name__ == "__main__":
    main()
