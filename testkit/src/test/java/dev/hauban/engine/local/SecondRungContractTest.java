package dev.hauban.engine.local;

class SecondRungContractTest extends LocalContract {
    SecondRungContractTest() {
        super(2);
    }
}
