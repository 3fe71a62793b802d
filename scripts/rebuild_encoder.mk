# Rebuilds the encoder that the package ships; every network on the way is one file and one rule.
#
#     pip install '.[encoder]'
#     stance corpora fetch dse newsmtsc plover --corpora DIR     and PolNeAR's training part in DIR/polnear
#     make -f scripts/rebuild_encoder.mk CORPORA=DIR             eleven hours on two cores; with -n: only show the commands
#
# A training that was cut off goes on where it was when make is called again.
BASE := sentence-transformers/all-mpnet-base-v2
BUILD := encoder-build
MODEL := $(BUILD)/encoder
PYTHON := python

ifndef CORPORA
$(error say where the corpora are: make -f scripts/rebuild_encoder.mk CORPORA=DIR)
endif

.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: all
all: $(MODEL)/model.json

built = $(patsubst %,$(BUILD)/%,$(1))
train = $(PYTHON) scripts/train_encoder.py --corpora $(CORPORA) --composed-seed 0 --out $@
ask = $(PYTHON) scripts/ask_teacher.py --corpora $(CORPORA) --out $@
cut = $(PYTHON) scripts/cut_encoder.py --corpora $(CORPORA) --base $(BASE) --out $(@D)

$(BUILD):
	mkdir -p $@

# The first large network, what it says, and the first six of its layers.
$(BUILD)/large.pt: | $(BUILD)
	$(train) --base $(BASE) --epochs 3 --rate 5e-5
$(BUILD)/soft.parquet: $(BUILD)/large.pt
	$(ask) --base $(BASE) --weights $<
$(BUILD)/six/network.pt: $(BUILD)/large.pt $(BUILD)/soft.parquet
	$(cut) --weights $(BUILD)/large.pt --soft $(BUILD)/soft.parquet --layers 0 1 2 3 4 5

# First round of small networks.
small = $(train) --base $(BUILD)/six --grid 0.33
first = $(small) --soft $(BUILD)/soft.parquet --start $(BUILD)/six/network.pt --rate 1e-4
$(BUILD)/c0.pt: $(BUILD)/six/network.pt
	$(first) --epochs 3 --seed 0
$(BUILD)/c1.pt: $(BUILD)/six/network.pt
	$(first) --epochs 3 --seed 1 --times dse=2
$(BUILD)/c2.pt: $(BUILD)/six/network.pt
	$(first) --epochs 2 --seed 2 --times dse=2

# Second round: the labels count more.
second = $(small) --soft $(BUILD)/soft.parquet --start $^ --labelled --epochs 1
$(BUILD)/e1.pt: $(BUILD)/c1.pt
	$(second) --rate 8e-5 --seed 1 --alone dse --times dse=4
$(BUILD)/f0.pt: $(BUILD)/c0.pt
	$(second) --rate 8e-5 --seed 0 --teacher 0.3 --times dse=4
$(BUILD)/g0.pt: $(BUILD)/f0.pt
	$(second) --rate 8e-5 --seed 0 --teacher 0.3 --times dse=2
$(BUILD)/g1.pt: $(BUILD)/c1.pt
	$(second) --rate 8e-5 --seed 1 --teacher 0.3 --times dse=5
$(BUILD)/g2.pt: $(BUILD)/c2.pt
	$(second) --rate 8e-5 --seed 2 --teacher 0.3 --times dse=5
$(BUILD)/h.pt: $(call built,g0.pt g1.pt g2.pt)
	$(second) --rate 5e-5 --seed 3 --teacher 0.3 --times dse=2

# A second large network, and a third round of small ones, which both large ones teach.
$(BUILD)/large-1.pt: $(BUILD)/soft.parquet
	$(train) --base $(BASE) --soft $< --labelled --teacher 0.3 --times dse=2 --seed 1 --epochs 2 --rate 5e-5
$(BUILD)/soft-1.parquet: $(BUILD)/large-1.pt
	$(ask) --base $(BASE) --weights $<
six_networks = $(call built,h.pt g0.pt g1.pt g2.pt f0.pt e1.pt)
both_teachers = $(call built,soft.parquet soft-1.parquet)
third = $(small) --epochs 1 --rate 8e-5 --start $(filter %.pt,$^) --soft $(filter %.parquet,$^)
$(BUILD)/r0.pt: $(six_networks) $(both_teachers)
	$(third) --seed 0 --teacher 0.4 --times dse=4
$(BUILD)/r1.pt: $(BUILD)/r0.pt $(six_networks) $(both_teachers)
	$(third) --seed 1 --teacher 0.3 --times dse=6
ask_small = $(ask) --base $(BUILD)/six --composed 0
$(BUILD)/soft-5.parquet: $(call built,g0.pt g1.pt g2.pt f0.pt e1.pt)
	$(ask_small) --weights $^
$(BUILD)/soft-h.parquet: $(BUILD)/h.pt
	$(ask_small) --weights $^
$(BUILD)/soft-r.parquet: $(BUILD)/r0.pt
	$(ask_small) --weights $^
$(BUILD)/r4.pt: $(BUILD)/r0.pt $(call built,soft-5.parquet soft-h.parquet soft-r.parquet)
	$(third) --seed 4 --teacher 0.7 --times dse=4
$(BUILD)/soft-m.parquet: $(call built,r0.pt r1.pt r4.pt)
	$(ask) --base $(BUILD)/six --weights $^

# A third large network, from the mean of the two and what both and the third round say; its first eight layers.
$(BUILD)/large-2.pt: $(call built,large.pt large-1.pt soft.parquet soft-1.parquet soft-m.parquet)
	$(train) --base $(BASE) --start $(filter %.pt,$^) --soft $(filter %.parquet,$^) --labelled --teacher 0.3 \
	  --times dse=5 --seed 21 --epochs 1 --rate 4e-5
$(BUILD)/soft-2.parquet: $(BUILD)/large-2.pt
	$(ask) --base $(BASE) --weights $<
$(BUILD)/eight/network.pt: $(BUILD)/large-2.pt $(BUILD)/soft-2.parquet
	$(cut) --weights $(BUILD)/large-2.pt --soft $(BUILD)/soft-2.parquet --layers 0 1 2 3 4 5 6 7
eight = $(train) --base $(BUILD)/eight --grid 0.5 --soft $(BUILD)/soft-2.parquet --start $^
$(BUILD)/x0.pt: $(BUILD)/eight/network.pt
	$(eight) --seed 0 --epochs 2 --rate 8e-5 --teacher 0.5 --times dse=4
$(BUILD)/x1.pt: $(BUILD)/x0.pt
	$(eight) --seed 31 --epochs 1 --rate 8e-5 --teacher 0.4 --times dse=5
$(BUILD)/x2.pt: $(BUILD)/x0.pt
	$(eight) --seed 32 --epochs 1 --rate 8e-5 --teacher 0.4 --times dse=5
$(BUILD)/x3.pt: $(call built,x0.pt x1.pt x2.pt)
	$(eight) --seed 33 --epochs 1 --rate 6e-5 --teacher 0.5 --times dse=5 newsmtsc=2

# The mean of the four in 8 bits goes on from itself, taught by its own answers beside the labels; three seeds. (On a GPU minutes each.)
export = $(PYTHON) scripts/export_encoder.py --corpora $(CORPORA) --grid 0.5 --teacher all-mpnet-base-v2 --out $(@D)
four := $(BUILD)/four
$(four)/model.json: $(call built,x0.pt x1.pt x2.pt x3.pt)
	$(export) --base $(BUILD)/eight --weights $^
$(BUILD)/soft-four.parquet: $(four)/model.json
	$(ask) --base $(four) --composed 0 --sentences 12000 --statements 12000 --features 0
further = $(train) --base $(four) --grid 0.5 --soft $< --epochs 1 --batch 80 --rate 1e-4 --teacher 0.4 --times dse=5 newsmtsc=2
$(BUILD)/k0.pt: $(BUILD)/soft-four.parquet
	$(further) --seed 71
$(BUILD)/k1.pt: $(BUILD)/soft-four.parquet
	$(further) --seed 72
$(BUILD)/k2.pt: $(BUILD)/soft-four.parquet
	$(further) --seed 73
$(BUILD)/k-mean/model.json: $(call built,k0.pt k1.pt k2.pt)
	$(export) --base $(four) --weights $^

# What ships: the mean of where these began and of where they came to.
$(MODEL)/model.json: $(four)/model.json $(BUILD)/k-mean/model.json
	$(export) --base $(four) --weights $(^D)
