# Heng 衡: `make setup build demo test` is all that a newcomer needs.
SWIFT ?= swift
PREFIX ?= /usr/local
HENG = .build/release/heng
PACKAGES = libcairo2-dev libpango1.0-dev libglib2.0-dev libdeflate-dev libboost-dev liblapacke-dev liblpsolve55-dev libxlsxwriter-dev libminizip-dev pkg-config fontconfig fonts-noto-cjk xlsx2csv pandoc poppler-utils
STATIC = $(shell [ "$$(uname)" = Linux ] && echo --static-swift-stdlib)

.PHONY: setup build demo test bench bench-peers peers lint format charts docs install dist clean

# Installs the libraries, programs and fonts that are missing.
setup:
	@sh .ci/setup $(PACKAGES)

# Builds the command into .build/release/heng.
build:
	$(SWIFT) build -c release $(STATIC) --product heng

# Ranks the congresses of 2022 and draws the charts, from nothing but a clone.
demo: setup build
	@sh .ci/demo $(HENG)

# Runs the tests.
test: setup
	HENG_STRICT=1 $(SWIFT) test --quiet

# Measures the speed of the main jobs.
bench: build
	@sh .ci/bench $(HENG)

# Installs what the benchmarks compare with.
bench-peers:
	python3 -m venv .build-peers && .build-peers/bin/pip install --quiet matplotlib vl-convert-python

# Compares the methods with other libraries, and explains each difference (docs/agreement.md).
peers:
	test -x .build-peers-methods/bin/python || python3 -m venv .build-peers-methods
	.build-peers-methods/bin/pip install --quiet pymcdm==1.4.0 scikit-criteria==0.10
	$(SWIFT) build -c release --product Benchmarks --quiet
	.build-peers-methods/bin/python .ci/peers.py .build/release/Benchmarks

# Checks format, module directions and warnings.
lint: setup
	@sh .ci/lint $(SWIFT)

# Formats the sources.
format:
	$(SWIFT) format --in-place --recursive --parallel Package.swift Sources Tests

# Draws the pictures that the README shows.
charts: build
	@sh .ci/charts $(HENG)

# Checks that the documentation comments compile into pages.
docs:
	HENG_STRICT=1 $(SWIFT) package dump-symbol-graph --minimum-access-level public >/dev/null

# Installs the command and its shell completions under PREFIX.
install: build
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/bash-completion/completions $(DESTDIR)$(PREFIX)/share/zsh/site-functions $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	install -m 755 $(HENG) $(DESTDIR)$(PREFIX)/bin/heng
	$(HENG) --generate-completion-script bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/heng
	$(HENG) --generate-completion-script zsh > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_heng
	$(HENG) --generate-completion-script fish > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/heng.fish

# Packs the command with the libraries that it needs, for a Linux without a compiler, into out/.
dist: setup
	$(SWIFT) build -c release --static-swift-stdlib --product heng -Xlinker -rpath -Xlinker '$$ORIGIN' -Xlinker --disable-new-dtags
	@sh .ci/dist $(HENG)

# Removes everything that was built.
clean:
	rm -rf .build .build-* out
